package org.teshema.engine.gate;

import java.util.OptionalLong;

/**
 * Whom a canary 试行版本 serves while the live release goes on serving everybody else. Who is in stays in: a wider share of the same
 * plugin takes more and loses nobody.
 */
public sealed interface Share {
    /**
     * Whether it takes this device.
     *
     * @param plugin the plugin's name: each plugin has other devices in its share
     * @param device id of the device, or of the mother of its set, so that a set is served by one version
     * @param station id of the station that supervises it
     */
    boolean takes(String plugin, long device, OptionalLong station);

    /**
     * Whether it takes a reader, where a page is about no single device.
     *
     * @param organisation id of the organisation that reads; empty for somebody not logged in
     */
    boolean takesReader(String plugin, OptionalLong organisation);

    /**
     * The devices of one station 监管所.
     *
     * @param organisation id of the station
     */
    record OfStation(long organisation) implements Share {
        @Override
        public boolean takes(String plugin, long device, OptionalLong station) {
            return is(station);
        }

        @Override
        public boolean takesReader(String plugin, OptionalLong reader) {
            return is(reader);
        }

        private boolean is(OptionalLong id) {
            return id.isPresent() && id.getAsLong() == organisation;
        }
    }

    /**
     * So many of a thousand devices.
     *
     * @param perMille 1 to 1000
     */
    record PerMille(int perMille) implements Share {
        private static final int ALL = 1000;

        public PerMille {
            if (perMille < 1 || perMille > ALL) {
                throw new IllegalArgumentException("A share is 1 to 1000 of a thousand, not " + perMille);
            }
        }

        @Override
        public boolean takes(String plugin, long device, OptionalLong station) {
            return place(plugin, device) < perMille;
        }

        @Override
        public boolean takesReader(String plugin, OptionalLong organisation) {
            return organisation.isPresent() && place(plugin, organisation.getAsLong()) < perMille;
        }

        /** 0 to 999, the same on every node and after every restart. */
        private static int place(String plugin, long id) {
            long mixed = id * 0x9E3779B97F4A7C15L + plugin.hashCode();
            mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
            return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), ALL);
        }
    }
}
