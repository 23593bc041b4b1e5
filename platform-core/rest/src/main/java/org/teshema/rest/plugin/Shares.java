package org.teshema.rest.plugin;

import java.util.Optional;
import org.teshema.engine.gate.Share;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.archive.Ids;

/** Reads whom a release is tried on. */
final class Shares {
    private static final int ALL = 1000;

    private Shares() {}

    /**
     * One station or so many of a thousand devices.
     *
     * @throws Problem INVALID when it is neither, both, or out of range
     */
    static Share of(Optional<String> station, Optional<Integer> perMille) {
        if (station.isPresent() == perMille.isPresent()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "station",
                    "试行范围请二选一：一个监管所（station），或千分比（perMille）。",
                    "Say whom it is tried on: one station, or so many of a thousand devices (perMille), and not both.");
        }
        if (station.isPresent()) {
            return new Share.OfStation(Ids.field("station", station.get()));
        }
        if (perMille.get() < 1 || perMille.get() > ALL) {
            throw Problem.inField(
                    ProblemType.INVALID, "perMille", "千分比为 1 至 1000。", "A share is 1 to 1000 of a thousand devices.");
        }
        return new Share.PerMille(perMille.get());
    }
}
