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
        return of("perMille", perMille.get());
    }

    /**
     * So many of a thousand devices.
     *
     * @param field where the number was given
     * @throws Problem INVALID in that field when it is out of range
     */
    static Share of(String field, int perMille) {
        if (perMille < 1 || perMille > ALL) {
            throw Problem.inField(
                    ProblemType.INVALID, field, "千分比为 1 至 1000。", "A share is 1 to 1000 of a thousand devices.");
        }
        return new Share.PerMille(perMille);
    }
}
