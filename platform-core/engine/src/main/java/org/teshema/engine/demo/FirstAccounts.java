package org.teshema.engine.demo;

import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.engine.store.UnitOfWork;

/** Makes the accounts of a first start and notes them on the sheet. */
final class FirstAccounts {
    private final CityFoundation foundation;
    private final UnitOfWork unit;
    private final FirstStartSheet sheet;

    FirstAccounts(CityFoundation foundation, UnitOfWork unit, FirstStartSheet sheet) {
        this.foundation = foundation;
        this.unit = unit;
        this.sheet = sheet;
    }

    /** The administrator's account; for a demonstration one of each role, all concerned with the same lift. */
    void make(CityFoundation.Authorities authorities, Optional<Showcase> showcase) {
        account("admin", "市局 City bureau", authorities.city());
        if (showcase.isPresent()) {
            Showcase shown = showcase.get();
            account("district", "区局 District", authorities.districts().get(shown.district()));
            account("station", "监管所 Station", shown.station());
            account("inspection", "检验机构 Inspection body", shown.inspectionBody());
            account("unit", "使用单位 Using unit", shown.usingUnit());
            account("maintenance", "维保单位 Maintenance unit", shown.maintenanceUnit());
        }
    }

    private void account(String login, String role, Organisation organisation) {
        String password = Passwords.generate();
        foundation.account(unit, login, Optional.of(password), organisation);
        sheet.account(role + "：" + organisation.name(), login, password);
    }
}
