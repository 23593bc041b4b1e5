package org.teshema.engine.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.device.Organisation;
import org.teshema.engine.access.MatrixCity.Days;
import org.teshema.engine.access.MatrixCity.Lift;
import org.teshema.engine.account.Actor;

/**
 * Who may see and do what, once more: written by hand from the rules of the trade, in words and plain comparisons, and from nothing of
 * the engine's. {@code who-may.txt} says the same of deeds.
 */
final class Oracle {
    private static final Set<String> HIDDEN_FROM_THE_PUBLIC =
            Set.of("inspection.report", "accident.on", "accident.dead", "accident.injured", "accident.summary");

    private final LocalDate today;
    private final Map<String, List<String>> who = whoMay();

    Oracle(LocalDate today) {
        this.today = today;
    }

    /** What somebody is to a lift, in a word; a stranger is what somebody passing by is. */
    String relation(Optional<Actor> reader, Lift lift) {
        if (reader.isEmpty()) {
            return "nobody";
        }
        Organisation me = reader.get().organisation();
        String kind = me.kind().toString();
        if (kind.equals("CITY_BUREAU")) {
            return "city";
        }
        if (kind.equals("DISTRICT")) {
            return me.district().equals(lift.district()) ? "district" : "stranger";
        }
        if (kind.equals("STATION")) {
            return lift.station().isPresent() && lift.station().get().id() == me.id() ? "station" : "stranger";
        }
        if (kind.equals("USING_UNIT")) {
            return lift.user().id() == me.id() ? "user" : "stranger";
        }
        if (kind.equals("MAINTENANCE_UNIT")) {
            return maintains(lift).isPresent() && maintains(lift).get().id() == me.id() ? "maintainer" : "stranger";
        }
        return inspects(lift).isPresent() && inspects(lift).get().id() == me.id() ? "inspector" : "stranger";
    }

    boolean sees(Optional<Actor> reader, Lift lift) {
        return !Set.of("nobody", "stranger").contains(relation(reader, lift));
    }

    /** Who maintains it today: nobody once the last day of the contract is past, nobody before its first. */
    Optional<Organisation> maintains(Lift lift) {
        return lift.maintainer().filter(party -> runs(lift.contract()));
    }

    Optional<Organisation> inspects(Lift lift) {
        return lift.body().filter(party -> runs(lift.task()));
    }

    private boolean runs(Days days) {
        int first = days.from() == null ? Integer.MIN_VALUE : days.from();
        int last = days.until() == null ? Integer.MAX_VALUE : days.until();
        return first <= 0 && 0 <= last && today != null;
    }

    /** Whether a scan shows that field of an entry: whoever has to do with the lift all, anybody else what is public. */
    boolean scanShows(Optional<Actor> reader, Lift lift, String kindAndField) {
        return sees(reader, lift) || !HIDDEN_FROM_THE_PUBLIC.contains(kindAndField);
    }

    /** The number of a contract is its two parties' and the authorities', that of a task the body's and the authorities'. */
    boolean seesNumber(Actor reader, Lift lift, String kind) {
        String me = relation(Optional.of(reader), lift);
        return Set.of("city", "district", "station").contains(me)
                || (kind.equals("CONTRACT") ? Set.of("user", "maintainer") : Set.of("inspector")).contains(me);
    }

    /** Whether somebody may do that to a lift. */
    boolean may(Actor reader, Lift lift, String deed) {
        return may(deed, relation(Optional.of(reader), lift));
    }

    boolean may(String deed, String relation) {
        return Optional.ofNullable(who.get(deed))
                .orElseThrow(() -> new AssertionError(deed))
                .contains(relation);
    }

    Set<String> deeds() {
        return who.keySet();
    }

    private static Map<String, List<String>> whoMay() {
        try (var in = Oracle.class.getResourceAsStream("who-may.txt")) {
            var who = new HashMap<String, List<String>>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(":");
                        who.put(
                                line.substring(0, colon).strip(),
                                List.of(line.substring(colon + 1).strip().split(" ")));
                    });
            return who;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
