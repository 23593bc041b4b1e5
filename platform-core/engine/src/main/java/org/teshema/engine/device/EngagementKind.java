package org.teshema.engine.device;

import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Deed;

/** By what an organisation has to do with a device from one day to another. */
public enum EngagementKind {
    /** A maintenance contract 维保合同, of its using unit with a maintenance unit. */
    CONTRACT(
            OrganisationKind.MAINTENANCE_UNIT,
            Deed.AGREE_CONTRACT,
            "maintenanceUnit",
            "maintenance_unit_id",
            "contract"),
    /** An inspection task 检验任务, given to an inspection body by the district. */
    TASK(OrganisationKind.INSPECTION_BODY, Deed.GIVE_TASK, "inspectionBody", "inspection_body_id", "task");

    private final OrganisationKind party;
    private final Deed deed;
    private final String field;
    private final String column;
    private final String days;

    EngagementKind(OrganisationKind party, Deed deed, String field, String column, String days) {
        this.party = party;
        this.deed = deed;
        this.field = field;
        this.column = column;
        this.days = days;
    }

    /** What kind of organisation it is with. */
    OrganisationKind party() {
        return party;
    }

    /** What writing one down is in the table of who may. */
    Deed deed() {
        return deed;
    }

    /** The party as a field of the device. */
    String field() {
        return field;
    }

    /** The party as a column of the device's row. */
    String column() {
        return column;
    }

    /** Its days as columns of the device's row, up to the underscore. */
    String days() {
        return days;
    }
}
