package org.teshema.engine.account;

/** What a right password gives: a session, or half of one where a second step is asked for. */
public sealed interface LogIn permits Session, HalfSession {}
