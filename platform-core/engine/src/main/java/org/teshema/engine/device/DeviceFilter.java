package org.teshema.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.account.Scope;
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
    Scope within(Scope scope) {
        var sql = new StringBuilder(scope.sql());
        List<Object> parameters = new ArrayList<>(scope.parameters());
        category.ifPresent(node -> {
            sql.append(" and d.category like ?");
            parameters.add(node.value().substring(0, node.depth()) + "%");
        });
        district.ifPresent(id -> {
            sql.append(" and d.district = ?");
            parameters.add(id);
        });
        status.ifPresent(s -> {
            sql.append(" and d.status = ?");
            parameters.add(s);
        });
        if (usingUnit.isPresent()) {
            sql.append(" and d.using_unit_id = ?");
            parameters.add(usingUnit.getAsLong());
        }
        identifier.ifPresent(number -> {
            sql.append(" and exists (select 1 from identifier i where i.device_id = d.id and i.normal = ?)");
            parameters.add(IdentifierFormats.normal(number));
        });
        words.ifPresent(text -> {
            sql.append(" and (d.name like ? escape '!' or d.place like ? escape '!')");
            String pattern = "%" + text.replaceAll("[!%_]", "!$0") + "%";
            parameters.add(pattern);
            parameters.add(pattern);
        });
        return new Scope(sql.toString(), parameters);
    }
}
