package org.teshema.engine.device;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Scope;
import org.teshema.engine.reference.IdentifierFormats;

/**
 * Which devices are asked for; what is empty does not narrow.
 *
 * @param category of that node of the catalogue or below it
 * @param district of that district
 * @param status with that status
 * @param usingUnit used by that unit
 * @param identifier that carry this number, now or formerly; compared in normal form
 * @param words whose name or place holds these words
 */
public record DeviceFilter(
        Optional<CatalogueCode> category,
        Optional<String> district,
        Optional<DeviceStatus> status,
        OptionalLong usingUnit,
        Optional<String> identifier,
        Optional<String> words) {
    public DeviceFilter {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(usingUnit, "usingUnit");
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(words, "words");
    }

    /** All devices. */
    public static DeviceFilter none() {
        return new DeviceFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The devices that carry this number. */
    public static DeviceFilter carrying(String number) {
        return new DeviceFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(number),
                Optional.empty());
    }

    /** The condition of this filter and that scope together, over table {@code device d}. */
    public Scope within(Scope scope) {
        Optional<String> pattern = words.map(text -> "%" + text.replaceAll("[!%_]", "!$0") + "%");
        Scope asked = scope.and(
                        "d.category like ?", category.map(node -> node.value().substring(0, node.depth()) + "%"))
                .and("d.district = ?", district)
                .and("d.status = ?", status)
                .and(
                        "d.using_unit_id = ?",
                        usingUnit.isPresent() ? Optional.of(usingUnit.getAsLong()) : Optional.empty())
                .and(
                        "exists (select 1 from identifier i where i.device_id = d.id and i.normal = ?)",
                        identifier.map(IdentifierFormats::normal));
        return pattern.isEmpty()
                ? asked
                : asked.and("(d.name like ? escape '!' or d.place like ? escape '!')", pattern.get(), pattern.get());
    }
}
