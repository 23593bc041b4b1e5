package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Organisation;
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
 * A device whose row this transaction holds, in the version the asker saw.
 *
 * @param file what the register says of it
 */
record LockedDevice(DeviceFile file) {
    /** Locks a device of the actor's scope. */
    static LockedDevice of(UnitOfWork unit, Access access, Actor actor, long id, int version) {
        return new LockedDevice(unit.jdbc(connection -> lock(connection, access, actor, id, version)));
    }

    /** Refuses whom that deed is not for, of this device. */
    LockedDevice require(Access access, Actor actor, Deed deed) {
        if (!access.may(actor, deed, parties(file).facts())) {
            throw forbidden();
        }
        return this;
    }

    /** Refuses a device that is scrapped. */
    LockedDevice requireNotScrapped() {
        if (file.device().status() == DeviceStatus.SCRAPPED) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "设备已报废，登记信息不再变更。",
                    "The device is scrapped. What the register says of it does not change any more.");
        }
        return this;
    }

    static Problem forbidden() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "登记信息由负责该设备的市、区、所变更；使用单位可改名称、地点、坐标和维保单位。",
                "The register is changed by the city, district or station responsible. The using unit may change name, place,"
                        + " coordinates and maintenance unit.");
    }

    private static DeviceFile lock(Connection connection, Access access, Actor actor, long id, int version)
            throws SQLException {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d");
        var parameters = new ArrayList<Object>(scope.parameters());
        parameters.add(id);
        try (var select = connection.prepareStatement(
                "select d.id from device d where " + scope.sql() + " and d.id = ? for update")) {
            Sql.bind(select, parameters.toArray());
            if (!select.executeQuery().next()) {
                throw Devices.missing(id);
            }
        }
        DeviceFile file = DeviceRows.query(connection, "d.id = ?", List.of(id), access.today())
                .get(0);
        if (file.device().version() != version) {
            throw Problem.inField(
                    ProblemType.STALE_VERSION,
                    "version",
                    "设备信息已被他人修改：您看到的是第 " + version + " 版，现在是第 " + file.device().version() + " 版。请重新读取后再改。",
                    "The device was changed meanwhile: you saw version " + version + ", it is now version "
                            + file.device().version() + ". Read it again first.");
        }
        return file;
    }

    private static Parties parties(DeviceFile file) {
        return new Parties(
                file.device().district(),
                id(file.device().usingUnit()),
                id(file.device().maintenanceUnit()),
                id(file.inspectionBody()),
                id(file.station()));
    }

    private static OptionalLong id(Optional<Organisation> organisation) {
        return organisation.map(o -> OptionalLong.of(o.id())).orElse(OptionalLong.empty());
    }
}
