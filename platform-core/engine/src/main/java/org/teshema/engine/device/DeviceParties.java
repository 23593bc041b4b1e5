package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalLong;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.organisation.Organisations;

/** The organisations a device may be tied to: each is of the kind its place asks for. */
final class DeviceParties {
    private DeviceParties() {}

    /** Refuses an organisation that is not of that kind; none is fine. */
    static void party(Connection connection, String field, OptionalLong id, OrganisationKind kind) throws SQLException {
        if (id.isPresent()
                && Organisations.find(connection, id.getAsLong())
                        .filter(o -> o.kind() == kind)
                        .isEmpty()) {
            throw Words.wrong(
                    field,
                    "编号 " + id.getAsLong() + " 不是" + title(kind) + "。",
                    "Number " + id.getAsLong() + " is no "
                            + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        }
    }

    /** Refuses a station of another district; none is fine. */
    static void stationOf(Connection connection, OptionalLong id, String district) throws SQLException {
        party(connection, "station", id, OrganisationKind.STATION);
        if (id.isPresent()
                && !Organisations.find(connection, id.getAsLong())
                        .orElseThrow()
                        .district()
                        .equals(district)) {
            throw Words.wrong(
                    "station",
                    "编号 " + id.getAsLong() + " 的监管所不属于 " + district + "。",
                    "The station " + id.getAsLong() + " does not belong to district " + district + ".");
        }
    }

    private static String title(OrganisationKind kind) {
        return switch (kind) {
            case CITY_BUREAU -> "市局";
            case DISTRICT -> "区局";
            case STATION -> "监管所";
            case INSPECTION_BODY -> "检验检测机构";
            case USING_UNIT -> "使用单位";
            case MAINTENANCE_UNIT -> "维保单位";
        };
    }
}
