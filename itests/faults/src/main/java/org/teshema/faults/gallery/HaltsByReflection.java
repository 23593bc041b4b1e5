package org.teshema.faults.gallery;

import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Ends the process by a way that names no method. */
public final class HaltsByReflection extends FaultyApp {
    /** As a container makes it. */
    public HaltsByReflection() {
        super("halts-by-reflection");
    }

    @Override
    View misbehave(ScanContext context) {
        try {
            Class<?> runtime = Class.forName("java.lang.Runtime");
            Object current = runtime.getMethod("getRuntime").invoke(null);
            runtime.getMethod("halt", int.class).invoke(current, 1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return notice("gone");
    }
}
