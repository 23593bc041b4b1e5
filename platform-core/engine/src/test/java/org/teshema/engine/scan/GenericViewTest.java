package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.scan.Section.Phones;

/** What is left to tell while no plugin answers for a device. */
class GenericViewTest {
    @Test
    void whom_to_call_is_told_without_a_plugin_too() {
        Optional<Organisation> maintainer = unit(OrganisationKind.MAINTENANCE_UNIT, "021-50000012");
        Optional<Organisation> user = unit(OrganisationKind.USING_UNIT, "on request");
        var phones = (Phones)
                GenericView.of(lift(maintainer, user), Map.of()).sections().get(0);
        assertEquals(
                List.of("021-50000012"),
                phones.phones().stream().map(Phone::number).toList(),
                "what cannot be called is no number");
        assertEquals("维保单位 24 小时电话", phones.phones().get(0).label().zh());
        assertEquals(
                List.of(),
                GenericView.of(lift(Optional.empty(), user), Map.of()).sections());
    }

    private static Optional<Organisation> unit(OrganisationKind kind, String phone) {
        return Optional.of(new Organisation(12, kind, "某单位", Optional.empty(), "310107", Optional.of(phone)));
    }

    private static Device lift(Optional<Organisation> maintainer, Optional<Organisation> user) {
        return new Device(
                new DeviceId(1),
                new CatalogueCode("3110"),
                "310107",
                "1 号",
                "某路 1 号",
                DeviceStatus.IN_USE,
                user,
                maintainer,
                Optional.empty(),
                0);
    }
}
