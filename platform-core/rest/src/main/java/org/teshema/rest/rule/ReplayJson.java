package org.teshema.rest.rule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.rule.Firing;
import org.teshema.engine.rule.Replay;
import org.teshema.rest.rule.ClocksJson.ClockJson;

/**
 * What a proposed row would have done in a period, beside what the rules in force did. A clock fires on the day it becomes overdue.
 *
 * @param devices how many devices were looked at
 * @param complete whether these were all; false where the time was over
 * @param proposed how often a clock would have fired under the proposed row
 * @param inForce how often one fired under the rules in force
 * @param both how often it was the same clock of the same device on the same day
 * @param overdueBeforeProposed devices overdue on the day before the period under the proposed row
 * @param overdueBeforeInForce devices overdue on that day under the rules in force
 * @param unanswered devices the plugin did not answer about
 * @param places the same by district and category, where anything fired
 * @param firings the first of them, by device and day
 */
public record ReplayJson(
        long devices,
        boolean complete,
        long proposed,
        long inForce,
        long both,
        long overdueBeforeProposed,
        long overdueBeforeInForce,
        long unanswered,
        List<PlaceJson> places,
        List<FiringJson> firings) {

    /**
     * What fired in one district of one category.
     *
     * @param district six-character district id
     * @param category catalogue code
     * @param proposed under the proposed row
     * @param inForce under the rules in force
     * @param both the same clock of the same device on the same day
     */
    public record PlaceJson(String district, String category, long proposed, long inForce, long both) {}

    /**
     * That a clock of a device became overdue.
     *
     * @param device id of the device
     * @param name what people on site call it
     * @param district six-character district id
     * @param category catalogue code
     * @param day the day it fired
     * @param due the day something had been due, by the proposed row where it fired under that
     * @param proposed whether it fired under the proposed row
     * @param inForce whether it fired under the rules in force
     * @param before what the rules in force showed that day
     * @param after what the proposed row showed that day
     */
    public record FiringJson(
            String device,
            String name,
            String district,
            String category,
            LocalDate day,
            Optional<LocalDate> due,
            boolean proposed,
            boolean inForce,
            Optional<ClockJson> before,
            Optional<ClockJson> after) {
        static FiringJson of(Firing firing, Language language) {
            return new FiringJson(
                    firing.device().id().toString(),
                    firing.device().name(),
                    firing.device().district(),
                    firing.device().category().value(),
                    firing.day(),
                    (firing.proposed() ? firing.after() : firing.before()).flatMap(one -> one.due()),
                    firing.proposed(),
                    firing.inForce(),
                    firing.before().map(one -> ClockJson.of(one, language)),
                    firing.after().map(one -> ClockJson.of(one, language)));
        }
    }

    static ReplayJson of(Replay replay, Language language) {
        return new ReplayJson(
                replay.devices(),
                replay.complete(),
                replay.proposed(),
                replay.inForce(),
                replay.both(),
                replay.stoodProposed(),
                replay.stoodInForce(),
                replay.unanswered(),
                replay.places().stream()
                        .map(one -> new PlaceJson(
                                one.district(), one.category().value(), one.proposed(), one.inForce(), one.both()))
                        .toList(),
                replay.firings().stream()
                        .map(one -> FiringJson.of(one, language))
                        .toList());
    }
}
