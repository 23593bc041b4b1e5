package org.teshema.journeys;

import java.util.EnumMap;
import java.util.Map;

/** One started platform for each database, shared by all classes of the run and ended with it. */
final class SharedPlatforms {
    /** What codes of the big-data centre begin with. */
    static final String ELSEWHERE = "https://code.data.example.gov.cn/c/";
    /** What its newer codes begin with, which lead to the platform itself. */
    static final String AT_OUR_DOOR = "https://s.sh.gov.cn/s/D-";

    private static final Map<Store, RunningPlatform> STARTED = new EnumMap<>(Store.class);

    private SharedPlatforms() {}

    /** The platform on that database; the first to ask waits for its start. */
    static synchronized RunningPlatform on(Store store) {
        return STARTED.computeIfAbsent(store, s -> {
            RunningPlatform platform = s.prepared().withCodesFrom(ELSEWHERE, AT_OUR_DOOR);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "close-" + s));
            if (Screens.wanted()) {
                platform.withDemonstrationCity();
            }
            return platform.start();
        });
    }
}
