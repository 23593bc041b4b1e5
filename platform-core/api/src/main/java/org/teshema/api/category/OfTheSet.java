package org.teshema.api.category;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Structure.Certificate;
import org.teshema.api.plugin.Structure.ChildRole;
import org.teshema.api.scan.Finding;
import org.teshema.api.table.Row;
import org.teshema.api.table.Table;
import org.teshema.api.text.Text;

/**
 * What is recorded of a set and not of its children, from the tables {@code structures.csv} and {@code clocks.csv}: of a child
 * that goes by the set's certificate 使用登记证, the registration and whatever begins or answers a clock. Thread-safe.
 */
final class OfTheSet {
    private final List<ChildRole> roles;
    private final Set<String> kinds;

    OfTheSet(String plugin, Table structures, Table clocks) {
        this.roles = structures.rows().stream()
                .filter(row -> row.text("form").endsWith("set"))
                .map(StructureTable::role)
                .filter(role -> role.certificate() == Certificate.MOTHERS)
                .toList();
        var names = new HashSet<>(Set.of(CityKinds.REGISTRATION.name()));
        clocks.rows().stream()
                .flatMap(OfTheSet::kinds)
                .map(name -> name.startsWith("-/") ? plugin + name.substring(1) : name)
                .forEach(names::add);
        this.kinds = Set.copyOf(names);
    }

    private static Stream<String> kinds(Row clock) {
        List<String> answers = clock.list("answered_by");
        return Stream.concat(
                answers.isEmpty() ? Stream.of(clock.text("topic")) : answers.stream(), clock.list("begun_by").stream());
    }

    /** Whether an entry of that kind about that device belongs to the set's archive. */
    boolean owns(Device device, String kind) {
        return kinds.contains(kind) && isPart(device);
    }

    /** Whether the device is a child that goes by its set's certificate. */
    boolean isPart(Device device) {
        return device.membership()
                .filter(place -> roles.stream()
                        .anyMatch(role -> role.name().equals(place.role()) && role.isFor(device.category())))
                .isPresent();
    }

    /** What is said of an entry that belongs to the set's archive. */
    static Finding finding() {
        return new Finding(
                CityKinds.ON,
                new Text(
                        "本设备随成套登记和检验，这一项请扫母码，在成套设备上登记。",
                        "This device goes by its set's certificate and inspection: scan the mother code and record this of"
                                + " the set."));
    }
}
