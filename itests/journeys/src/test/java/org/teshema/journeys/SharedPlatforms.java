package org.teshema.journeys;

import java.util.EnumMap;
import java.util.Map;

/** One started platform for each database, shared by all classes of the run and ended with it. */
final class SharedPlatforms {
    private static final Map<Store, RunningPlatform> STARTED = new EnumMap<>(Store.class);

    private SharedPlatforms() {}

    /** The platform on that database; the first to ask waits for its start. */
    static synchronized RunningPlatform on(Store store) {
        return STARTED.computeIfAbsent(store, s -> {
            RunningPlatform platform = s.prepared();
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "close-" + s));
            return platform.start();
        });
    }
}
