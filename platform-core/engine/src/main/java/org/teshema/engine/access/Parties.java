package org.teshema.engine.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.teshema.engine.store.Sql;

/**
 * The parties of a device on a day: a contract or a task that does not hold on that day is not among them, so nobody has to ask for
 * it again.
 *
 * @param district its district
 * @param usingUnit id of the unit that uses it
 * @param maintenanceUnit id of the unit that maintains it by contract
 * @param inspectionBody id of the body whose task its inspection is
 * @param station id of the station that supervises it
 */
public record Parties(
        String district,
        OptionalLong usingUnit,
        OptionalLong maintenanceUnit,
        OptionalLong inspectionBody,
        OptionalLong station) {
    /** The columns of table {@code device} under that alias which {@link #read} needs. */
    public static String columns(String alias) {
        return String.join(
                ", ",
                alias + ".district",
                alias + ".using_unit_id",
                alias + ".maintenance_unit_id",
                alias + ".inspection_body_id",
                alias + ".station_id",
                periods(alias));
    }

    /** The columns that say from when to when contract and task hold. */
    public static String periods(String alias) {
        return alias + ".contract_from, " + alias + ".contract_until, " + alias + ".task_from, " + alias
                + ".task_until";
    }

    /** The parties the row says, on that day. */
    public static Parties read(ResultSet row, LocalDate today) throws SQLException {
        return new Parties(
                row.getString("district"),
                Sql.maybeLong(row, "using_unit_id"),
                maintainedOn(row, today) ? Sql.maybeLong(row, "maintenance_unit_id") : OptionalLong.empty(),
                inspectedOn(row, today) ? Sql.maybeLong(row, "inspection_body_id") : OptionalLong.empty(),
                Sql.maybeLong(row, "station_id"));
    }

    /** Whether the contract of the row holds on that day. */
    public static boolean maintainedOn(ResultSet row, LocalDate today) throws SQLException {
        return Period.of(row, "contract").holdsOn(today);
    }

    /** Whether the task of the row holds on that day. */
    public static boolean inspectedOn(ResultSet row, LocalDate today) throws SQLException {
        return Period.of(row, "task").holdsOn(today);
    }

    /** The same as facts: contract and task hold, since they are here. */
    public Facts facts() {
        return Facts.none()
                .and("district", district)
                .and("using_unit_id", usingUnit)
                .and("maintenance_unit_id", maintenanceUnit)
                .and("inspection_body_id", inspectionBody)
                .and("station_id", station);
    }
}
