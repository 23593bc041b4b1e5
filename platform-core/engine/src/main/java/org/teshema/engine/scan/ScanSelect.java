package org.teshema.engine.scan;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Period;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.code.CodeId;

/**
 * The one select of a scan: code, device, parties and current entries in one round trip, by primary and unique keys only.
 * Thread-safe.
 */
public final class ScanSelect {
    private static final String ROW = "select c.code_id, c.number, c.state, c.district,"
            + " coalesce(b.made_on, cast(b.ordered_at as date)), c.unit_id, r.number,"
            + " d.id, d.category, d.district, d.name, d.place, d.status, d.version, d.station_id, d.inspection_body_id,"
            + " d.current_entries,"
            + " u.id, u.kind, u.name, u.credit_code, u.district, u.phone,"
            + " m.id, m.kind, m.name, m.credit_code, m.district, m.phone,"
            + " c.post, c.post_place, d.family_version, d.mother_role, s.id, s.category, s.district, s.name, s.place,"
            + " s.status, s.version, s.current_entries, sc.number, sc.state, d.segments_version, d.contract_from,"
            + " d.contract_until, d.task_from, d.task_until"
            + " from code c join batch b on b.id = c.batch_id"
            + " left join code r on r.code_id = c.replaced_by"
            + " left join device d on d.id = c.bound_device_id"
            + " left join organisation u on u.id = d.using_unit_id"
            + " left join organisation m on m.id = d.maintenance_unit_id"
            // The set it is a child of: nothing is looked for where there is no mother.
            + " left join device s on s.id = d.mother_id"
            + " left join code sc on sc.bound_device_id = s.id and sc.post = 0";

    /** By the code's id, {@code bytea}: what a scan of our own codes costs the database. */
    public static final String BY_ID = ROW + " where c.code_id = ?";

    /** By the number somebody typed. */
    public static final String BY_NUMBER = ROW + " where c.number = ?";

    /** By the text of a code issued elsewhere. */
    public static final String BY_FOREIGN_TEXT = ROW + " where c.foreign_text = ?";

    private final Database database;
    private final CityClock clock;

    ScanSelect(Database database, CityClock clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Found> byId(CodeId id) {
        return find(BY_ID, select -> select.setBytes(1, id.value()));
    }

    Optional<Found> byNumber(long number) {
        return find(BY_NUMBER, select -> select.setLong(1, number));
    }

    Optional<Found> byForeignText(String text) {
        return find(BY_FOREIGN_TEXT, select -> select.setString(1, text));
    }

    @FunctionalInterface
    private interface Key {
        void bind(PreparedStatement select) throws SQLException;
    }

    private Optional<Found> find(String sql, Key key) {
        return database.glance(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                key.bind(select);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(found(row, clock.today())) : Optional.empty();
                }
            }
        });
    }

    // By position: a name would be looked up in every row of every scan.
    private static Found found(ResultSet row, LocalDate today) throws SQLException {
        return new Found(
                new CodeId(row.getBytes(1)),
                row.getLong(2),
                CodeState.valueOf(row.getString(3)),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                maybe(row, 6),
                maybe(row, 7),
                post(row),
                bound(row, today));
    }

    private static Optional<CodePost> post(ResultSet row) throws SQLException {
        int number = row.getInt(30);
        return number == 0 ? Optional.empty() : Optional.of(new CodePost(number, row.getString(31)));
    }

    private static Optional<Found.Bound> bound(ResultSet row, LocalDate today) throws SQLException {
        long id = row.getLong(8);
        if (row.wasNull()) {
            return Optional.empty();
        }
        Optional<Organisation> usingUnit = organisation(row, 18);
        Optional<Organisation> maintenanceUnit =
                period(row, 45).holdsOn(today) ? organisation(row, 24) : Optional.empty();
        OptionalLong body = period(row, 47).holdsOn(today) ? maybe(row, 16) : OptionalLong.empty();
        String district = row.getString(10);
        var device = new Device(
                new DeviceId(id),
                new CatalogueCode(row.getString(9)),
                district,
                row.getString(11),
                row.getString(12),
                DeviceStatus.valueOf(row.getString(13)),
                usingUnit,
                maintenanceUnit,
                membership(row),
                row.getInt(14));
        var parties = new Parties(district, idOf(usingUnit), idOf(maintenanceUnit), body, maybe(row, 15));
        return Optional.of(
                new Found.Bound(device, parties, row.getString(17), row.getInt(44), row.getInt(32), mother(row)));
    }

    private static Period period(ResultSet row, int first) throws SQLException {
        return new Period(
                Optional.ofNullable(row.getObject(first, LocalDate.class)),
                Optional.ofNullable(row.getObject(first + 1, LocalDate.class)));
    }

    private static Optional<Membership> membership(ResultSet row) throws SQLException {
        String role = row.getString(33);
        return role == null ? Optional.empty() : Optional.of(new Membership(new DeviceId(row.getLong(34)), role));
    }

    private static Optional<Found.Mother> mother(ResultSet row) throws SQLException {
        long id = row.getLong(34);
        if (row.wasNull()) {
            return Optional.empty();
        }
        var device = new Device(
                new DeviceId(id),
                new CatalogueCode(row.getString(35)),
                row.getString(36),
                row.getString(37),
                row.getString(38),
                DeviceStatus.valueOf(row.getString(39)),
                Optional.empty(),
                Optional.empty(),
                row.getInt(40));
        OptionalLong number = maybe(row, 42);
        return Optional.of(new Found.Mother(
                device,
                row.getString(41),
                number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty(),
                Optional.ofNullable(row.getString(43)).map(CodeState::valueOf)));
    }

    private static Optional<Organisation> organisation(ResultSet row, int first) throws SQLException {
        long id = row.getLong(first);
        if (row.wasNull()) {
            return Optional.empty();
        }
        return Optional.of(new Organisation(
                id,
                OrganisationKind.valueOf(row.getString(first + 1)),
                row.getString(first + 2),
                Optional.ofNullable(row.getString(first + 3)),
                row.getString(first + 4),
                Optional.ofNullable(row.getString(first + 5))));
    }

    private static OptionalLong idOf(Optional<Organisation> organisation) {
        return organisation.isPresent() ? OptionalLong.of(organisation.get().id()) : OptionalLong.empty();
    }

    private static OptionalLong maybe(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
