package org.teshema.rest.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.app.Page;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.Device;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.scan.Section.Phones;
import org.teshema.api.text.Text;

/** Whom to call, on what everybody may open about a device, and to whom something urgent went. */
final class AppPhones {
    private AppPhones() {}

    /**
     * The numbers on a page about a device: that for emergencies, then those of who maintains and uses it, then the others. None where
     * the page is for those alone who are logged in.
     */
    static List<Phone> of(Page page, Device device, List<Phone> configured) {
        if (!page.readers().contains(Audience.PUBLIC)) {
            return List.of();
        }
        var phones = new ArrayList<Phone>(configured);
        Phones.of(device).ifPresent(units -> phones.addAll(Math.min(1, phones.size()), units.phones()));
        return phones;
    }

    /**
     * What its sender is told of an entry that is urgent: that it went off, and to whom.
     *
     * @param station whether a station supervises the device
     */
    static Text sent(EntryKind kind, Device device, boolean station) {
        List<Text> reached = Stream.of(Concern.values())
                .filter(kind.concerns()::contains)
                .flatMap(concern -> reached(concern, device, station).stream())
                .toList();
        return reached.isEmpty()
                ? new Text("已发出。", "It is sent.")
                : new Text(
                        "已发出，送达：" + reached.stream().map(Text::zh).collect(Collectors.joining("、")) + "。",
                        "It is sent to: " + reached.stream().map(Text::en).collect(Collectors.joining(", ")) + ".");
    }

    private static Optional<Text> reached(Concern concern, Device device, boolean station) {
        return switch (concern) {
            case USING_UNIT -> named("使用单位", "the using unit", device.usingUnit());
            case MAINTENANCE_UNIT -> named("维保单位", "the maintenance unit", device.maintenanceUnit());
            case STATION -> station ? Optional.of(new Text("辖区监管所", "the station")) : Optional.empty();
            case DISTRICT -> Optional.of(new Text("区市场监督管理局", "the bureau of the district"));
            case INSPECTION_BODY -> Optional.empty();
        };
    }

    private static Optional<Text> named(String zh, String en, Optional<Organisation> unit) {
        return unit.map(one -> new Text(zh + " " + one.name(), en + " " + one.name()));
    }
}
