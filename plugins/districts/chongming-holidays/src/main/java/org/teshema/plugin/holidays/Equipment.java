package org.teshema.plugin.holidays;

import java.time.LocalDate;
import java.util.Optional;
import org.teshema.api.archive.Entry;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.ScanContext;

/** Which equipment is checked before a holiday: some kinds always, others where they stand at a tourist site. Stateless. */
final class Equipment {
    static final String SITE = ChongmingHolidays.NAME + "/site";
    /** What the rules on equipment that is always checked are about. */
    static final String ALWAYS = "visitor-equipment";

    private Equipment() {}

    /** Whether equipment of that category is checked wherever it stands. */
    static boolean isAlwaysAsked(Rulebook rules, CatalogueCode category, LocalDate day) {
        return rules.governing(ALWAYS, category, day).isPresent();
    }

    /** Whether the scanned device is checked before a holiday that is meant for its kind. */
    static boolean isAsked(ScanContext context) {
        return isAsked(context.device(), context.current(SITE), context.rules(), context.today());
    }

    /** Whether that device is. */
    static boolean isAsked(Device device, Optional<Entry> site, Rulebook rules, LocalDate day) {
        return canBeAsked(device)
                && (isAlwaysAsked(rules, device.category(), day)
                        || site.flatMap(Equipment::site).isPresent());
    }

    /** Whether it runs, and is not a part, which is checked with its set. */
    static boolean canBeAsked(Device device) {
        return device.status() == DeviceStatus.IN_USE && device.membership().isEmpty();
    }

    /** The tourist site that an entry puts a device at, where it serves visitors there. */
    static Optional<String> site(Entry entry) {
        boolean serves = entry.values().yesNo("serves").orElse(false);
        return serves ? entry.values().text("name") : Optional.empty();
    }
}
