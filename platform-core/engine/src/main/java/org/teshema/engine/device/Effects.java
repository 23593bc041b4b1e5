package org.teshema.engine.device;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.access.Scope;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Sql;

/** What an entry does to the register, in the words that the register takes. Stateless. */
final class Effects {
    private Effects() {}

    /** The device as it stands in this transaction, which holds its row. */
    static DeviceFile file(Connection connection, Access access, Actor actor, long id) throws SQLException {
        Scope scope = access.scope(actor, Deed.SEE_DEVICE, "d").and("d.id = ?", id);
        return DeviceRows.query(connection, scope.sql(), new ArrayList<>(scope.parameters()), access.today()).stream()
                .findFirst()
                .orElseThrow(() -> Devices.missing(id));
    }

    /** Of two who do the same at once the second does nothing. */
    static void requireNews(boolean news) {
        if (!news) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "设备登记信息已经如此，未重复办理。",
                    "The register says so already. Nothing was done twice.");
        }
    }

    static DeviceChange change(int version, DeviceStatus status, String reason) {
        return new DeviceChange(
                version,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(status),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of(Reach.WHOLE),
                Optional.of(reason));
    }

    static Transfer transfer(int version, long to, LocalDate on, String reason) {
        return new Transfer(
                version,
                OptionalLong.of(to),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                on,
                reason);
    }

    /** The using unit with that credit code. */
    static long unit(Connection connection, String creditCode) throws SQLException {
        try (var select = connection.prepareStatement(
                "select id from organisation where credit_code = ? and kind = 'USING_UNIT'")) {
            Sql.bind(select, creditCode);
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        throw Problem.of(
                ProblemType.INVALID,
                "没有统一社会信用代码为 " + creditCode + " 的使用单位；请先录入该单位。",
                "There is no using unit with credit code " + creditCode + ". Enter it first.");
    }
}
