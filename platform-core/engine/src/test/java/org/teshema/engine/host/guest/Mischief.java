package org.teshema.engine.host.guest;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.teshema.api.plugin.Platform;

/** What hostile code tries, by name. Each answers {@code GOT IN …} when it worked, and throws or tells otherwise. */
interface Mischief {
    /** Does it. */
    String done(String argument, Optional<Platform> platform) throws Throwable;

    /** What there is, with its default argument. */
    static Map<String, Mischief> all() {
        var all = new TreeMap<String, Mischief>();
        FileMischief.add(all);
        NetMischief.add(all);
        ProcessMischief.add(all);
        InsideMischief.add(all);
        PlatformMischief.add(all);
        ArchiveMischief.add(all);
        DeadlyMischief.add(all);
        return all;
    }

    static Mischief named(String name) {
        Mischief one = all().get(name);
        return one == null ? (argument, platform) -> "GOT IN: there is no mischief " + name : one;
    }
}
