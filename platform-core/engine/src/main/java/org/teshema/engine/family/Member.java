package org.teshema.engine.family;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.Scope;
import org.teshema.engine.archive.Audiences;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * A device whose row this transaction holds, as far as sets are concerned.
 *
 * @param audience what the asker is towards it
 * @param mother the set it is a child of
 */
record Member(
        long id,
        CatalogueCode category,
        String district,
        DeviceStatus status,
        OptionalLong usingUnit,
        Audience audience,
        OptionalLong mother,
        Optional<String> role,
        int version) {
    /** Locks devices of the actor's scope, in the order of their ids, so that two requests never wait for each other. */
    static Map<Long, Member> lock(UnitOfWork unit, Actor actor, Map<String, Long> byField) {
        return unit.jdbc(connection -> {
            var members = new HashMap<Long, Member>();
            for (long id : new TreeSet<>(byField.values())) {
                lock(connection, actor, id).ifPresent(member -> members.put(id, member));
            }
            byField.forEach((field, id) -> {
                if (!members.containsKey(id)) {
                    throw Problem.inField(
                            ProblemType.NOT_FOUND,
                            field,
                            "没有编号为 " + id + " 的设备，或不在您的管理范围内。",
                            "There is no device " + id + ", or it is not yours to see.");
                }
            });
            return members;
        });
    }

    private static Optional<Member> lock(Connection connection, Actor actor, long id) throws SQLException {
        Scope scope = Scope.ofDevices(actor, "d");
        List<Object> parameters = new ArrayList<>(scope.parameters());
        parameters.add(id);
        try (var select = connection.prepareStatement("select d.id, d.category, d.district, d.status, d.using_unit_id,"
                + " d.maintenance_unit_id, d.inspection_body_id, d.station_id, d.mother_id, d.mother_role, d.version"
                + " from device d where " + scope.sql() + " and d.id = ? for update")) {
            Sql.bind(select, parameters.toArray());
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(member(row, actor)) : Optional.empty();
            }
        }
    }

    private static Member member(ResultSet row, Actor actor) throws SQLException {
        String district = row.getString("district");
        OptionalLong usingUnit = Sql.maybeLong(row, "using_unit_id");
        var parties = new Audiences.Parties(
                district,
                usingUnit,
                Sql.maybeLong(row, "maintenance_unit_id"),
                Sql.maybeLong(row, "inspection_body_id"),
                Sql.maybeLong(row, "station_id"));
        return new Member(
                row.getLong("id"),
                new CatalogueCode(row.getString("category")),
                district,
                DeviceStatus.valueOf(row.getString("status")),
                usingUnit,
                Audiences.of(Optional.of(actor), parties),
                Sql.maybeLong(row, "mother_id"),
                Optional.ofNullable(row.getString("mother_role")),
                row.getInt("version"));
    }

    /** Refuses whoever is neither its using unit nor an authority responsible for it. */
    void requireOwnerOrAuthority() {
        if (audience != Audience.USING_UNIT && audience != Audience.GOVERNMENT) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "成套关系由使用单位或负责该设备的市、区、所办理。",
                    "Sets are put together by the using unit or by the city, district or station responsible.");
        }
    }

    /** Refuses a device that has changed since it was read. */
    void requireVersion(int asked) {
        if (version != asked) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "version",
                    "设备信息已被他人修改：您看到的是第 " + asked + " 版，现在是第 " + version + " 版。请重新读取后再办理。",
                    "The device was changed meanwhile: you saw version " + asked + ", it is now version " + version
                            + ". Read it again and retry.");
        }
    }
}
