package org.teshema.engine.account;

/** What somebody is in an organisation they act for. */
public enum MembershipRole {
    /** Acts for it. */
    MEMBER,
    /** Acts for it, and says who else does. */
    ADMINISTRATOR
}
