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
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Parties;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/**
 * A device whose row this transaction holds, as far as sets are concerned.
 *
 * @param joinable whether its place in a set is the asker's to decide
 * @param mother the set it is a child of
 */
record Member(
        long id,
        CatalogueCode category,
        String district,
        DeviceStatus status,
        OptionalLong usingUnit,
        boolean joinable,
        OptionalLong mother,
        Optional<String> role,
        int version) {
    /** Locks devices of the actor's scope, in the order of their ids, so that two requests never wait for each other. */
    static Map<Long, Member> lock(UnitOfWork unit, Access access, Actor actor, Map<String, Long> byField) {
        return unit.jdbc(connection -> {
            var members = new HashMap<Long, Member>();
            for (long id : new TreeSet<>(byField.values())) {
                lock(connection, access, actor, id).ifPresent(member -> members.put(id, member));
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

    private static Optional<Member> lock(Connection connection, Access access, Actor actor, long id)
            throws SQLException {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        List<Object> parameters = new ArrayList<>(scope.parameters());
        parameters.add(id);
        try (var select =
                connection.prepareStatement("select d.id, d.category, d.status, d.mother_id, d.mother_role, d.version, "
                        + Parties.columns("d") + " from device d where " + scope.sql() + " and d.id = ? for update")) {
            Sql.bind(select, parameters.toArray());
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(member(row, access, actor)) : Optional.empty();
            }
        }
    }

    private static Member member(ResultSet row, Access access, Actor actor) throws SQLException {
        Parties parties = Parties.read(row, access.today());
        return new Member(
                row.getLong("id"),
                new CatalogueCode(row.getString("category")),
                parties.district(),
                DeviceStatus.valueOf(row.getString("status")),
                parties.usingUnit(),
                access.may(actor, Deed.JOIN_SET, parties.facts()),
                Sql.maybeLong(row, "mother_id"),
                Optional.ofNullable(row.getString("mother_role")),
                row.getInt("version"));
    }

    /** Refuses whoever is neither its using unit nor an authority responsible for it. */
    void requireOwnerOrAuthority() {
        if (!joinable) {
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
