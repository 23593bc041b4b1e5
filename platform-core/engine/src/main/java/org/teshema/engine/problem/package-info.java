/**
 * What can go wrong for a person who used the platform as it is meant to be used. A problem says what was wrong, where,
 * what was expected and what to do, in Chinese and English, under a type that never changes. The REST face renders it as
 * RFC 9457 problem details, the pages as a sentence; it is never logged with a stack trace.
 */
package org.teshema.engine.problem;
