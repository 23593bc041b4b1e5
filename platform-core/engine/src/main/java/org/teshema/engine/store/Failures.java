package org.teshema.engine.store;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What a failure means, whoever wrapped it. */
final class Failures {
    // H2: connection broken, database closed.
    private static final Set<String> H2_GONE = Set.of("90067", "90098", "90121");
    // PostgreSQL: deadlock detected, could not serialise; H2 has 40001 for both.
    private static final Set<String> VICTIM = Set.of("40P01", "40001");

    private Failures() {}

    /** The database, or the way to it, is gone. */
    static boolean isAway(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException
                    || t instanceof SQLTransientConnectionException
                    || (t instanceof SQLException sql && isGone(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** The database rolled this transaction back so that another could go on: the same work may succeed now. */
    static boolean isVictim(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null && VICTIM.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Class 08: connection exceptions; 57P: the server was shut down or is starting; 53300: no connection left. */
    private static boolean isGone(String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || "53300".equals(state)
                        || H2_GONE.contains(state));
    }
}
