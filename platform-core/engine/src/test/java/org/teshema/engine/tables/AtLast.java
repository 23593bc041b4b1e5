package org.teshema.engine.tables;

import java.util.function.Supplier;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;

/** What is quick, asked until it was: a busy machine may take longer even for that than a statement in a scan has. */
public final class AtLast {
    private static final int MOST = 50;

    private AtLast() {}

    /** The answer, when one has come in time. */
    public static <T> T answered(Supplier<T> quick) {
        for (int i = 1; ; i++) {
            try {
                return quick.get();
            } catch (PlatformFailure e) {
                if (e.reason() != Reason.TOO_SLOW || i == MOST) {
                    throw e;
                }
            }
        }
    }
}
