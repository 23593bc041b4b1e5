package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Code that must not run inside a platform. When it does, there is a file, and in it the name of the bundle it came in. */
public final class Intruder implements BundleActivator {
    /** The file, in the platform's data. */
    static final String FILE = "intruded";

    @Override
    public void start(BundleContext context) throws IOException {
        Files.writeString(
                Path.of(System.getProperty("teshema.data"), FILE),
                context.getBundle().getSymbolicName() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void stop(BundleContext context) {
        // It has done what it came for.
    }
}
