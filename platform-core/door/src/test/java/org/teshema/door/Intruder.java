package org.teshema.door;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Code that must not run. It says so when it does. */
public final class Intruder implements BundleActivator {
    static final String RAN = "teshema.door.intruder";

    @Override
    public void start(BundleContext context) {
        System.setProperty(RAN, "ran");
    }

    @Override
    public void stop(BundleContext context) {
        // It has done what it came for.
    }
}
