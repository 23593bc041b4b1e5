package org.teshema.rest.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.Page;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.text.Text;

/** Whoever is in danger can call from every page, and is told whom the alarm reached. */
class AppPhonesTest {
    private static final Text WORD = new Text("报警", "Alarm");
    private static final List<Phone> CONFIGURED = List.of(
            new Phone(new Text("救援", "Rescue"), "119", Optional.empty()),
            new Phone(new Text("热线", "Hotline"), "96333", Optional.empty()));
    private static final Page ALARM = new Page("alarm", WORD, Set.of(Audience.PUBLIC), true);

    @Test
    void a_page_for_everybody_has_the_configured_number_the_units_and_then_the_others() {
        assertEquals(List.of("119", "021-50000000", "96333"), numbers(ALARM, Optional.of("021-50000000")));
        assertEquals(List.of("119", "96333"), numbers(ALARM, Optional.of("ask at the desk")));
        Page cases = new Page("cases", WORD, Set.of(Audience.GOVERNMENT), true);
        assertEquals(List.of(), numbers(cases, Optional.of("021-50000000")), "who answers needs none");
    }

    @Test
    void an_alarm_says_to_whom_it_went_and_names_nobody_whom_it_did_not_reach() {
        EntryKind kind = new EntryKind(
                "desk/alarm",
                1,
                WORD,
                List.of(),
                Set.of(Audience.PUBLIC),
                Set.of(Concern.USING_UNIT, Concern.MAINTENANCE_UNIT, Concern.STATION, Concern.DISTRICT),
                true);
        assertEquals(
                "已发出，送达：维保单位 某维保、辖区监管所、区市场监督管理局。",
                AppPhones.sent(kind, device(Optional.empty()), true).zh());
        assertEquals(
                "It is sent to: the maintenance unit 某维保, the bureau of the district.",
                AppPhones.sent(kind, device(Optional.empty()), false).en());
    }

    private static List<String> numbers(Page page, Optional<String> phone) {
        return AppPhones.of(page, device(phone), CONFIGURED).stream()
                .map(Phone::number)
                .toList();
    }

    private static Device device(Optional<String> phone) {
        var unit = new Organisation(7, OrganisationKind.MAINTENANCE_UNIT, "某维保", Optional.empty(), "310107", phone);
        return new Device(
                new DeviceId(1),
                new CatalogueCode("3110"),
                "310107",
                "1 号",
                "某路",
                DeviceStatus.IN_USE,
                Optional.empty(),
                Optional.of(unit),
                0);
    }
}
