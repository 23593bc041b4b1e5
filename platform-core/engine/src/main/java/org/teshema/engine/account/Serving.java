package org.teshema.engine.account;

/** The part of a query that finds for whom an account {@code a} acts today, as {@code m} and {@code o}. Stateless. */
final class Serving {
    /** Joins membership and organisation; takes the day twice. */
    static final String JOIN = " join membership m on m.account_id = a.id and " + holds("m")
            + " join organisation o on o.id = m.organisation_id";

    /** The organisation whose own the account is first, then in the order they were joined. */
    static final String OWN_FIRST = " order by case when m.organisation_id = a.organisation_id then 0 else 1 end, m.id";

    private Serving() {}

    /** That a membership holds today; takes the day twice. */
    static String holds(String alias) {
        return alias + ".alive = 1 and (" + alias + ".from_day is null or " + alias + ".from_day <= ?) and (" + alias
                + ".until_day is null or " + alias + ".until_day >= ?)";
    }
}
