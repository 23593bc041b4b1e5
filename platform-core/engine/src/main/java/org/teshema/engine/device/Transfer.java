package org.teshema.engine.device;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device goes to another using unit 过户, to another place 移装, or both.
 *
 * @param version the device's version as the asker saw it
 * @param usingUnit id of the unit that uses it from now on; empty for the same
 * @param district where it stands from now on; empty for the same
 * @param station the station of that district; required when the district changes and the old station was known
 * @param place its new place; required when the district changes
 * @param certificate the number of the new registration certificate, which ends the one before
 * @param on the day it happened
 * @param reason why, 1 to 400 characters
 */
public record Transfer(
        int version,
        OptionalLong usingUnit,
        Optional<String> district,
        OptionalLong station,
        Optional<String> place,
        Optional<String> certificate,
        LocalDate on,
        String reason) {
    public Transfer {
        Objects.requireNonNull(usingUnit, "usingUnit");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(station, "station");
        place = place.map(text -> Words.checked("place", text, 300));
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(on, "on");
        reason = Words.checked("reason", reason, 400);
        if (usingUnit.isEmpty() && district.isEmpty() && place.isEmpty()) {
            throw Words.wrong(
                    "usingUnit",
                    "过户须给出新使用单位，移装须给出新地点。",
                    "A transfer names the new using unit, the new place, or both.");
        }
        if (district.isPresent() && place.isEmpty()) {
            throw Words.wrong("place", "移装到另一区须给出新地点。", "A move to another district names the new place.");
        }
    }
}
