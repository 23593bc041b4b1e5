package org.teshema.host;

import java.lang.reflect.InvocationTargetException;

/** A throwable in a few words: its class, its message and where it came from. */
final class Words {
    private Words() {}

    static String of(Throwable thrown) {
        Throwable one =
                thrown instanceof InvocationTargetException && thrown.getCause() != null ? thrown.getCause() : thrown;
        StackTraceElement[] trace = one.getStackTrace();
        String at = trace.length == 0 ? "" : " at " + trace[0];
        return one.getClass().getName() + (one.getMessage() == null ? "" : ": " + one.getMessage()) + at;
    }
}
