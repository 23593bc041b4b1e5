package org.teshema.engine.codes;

import java.util.ArrayList;
import java.util.List;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.code.CodeId;

/** What a mother code stands for besides its own device. */
final class MotherCodes {
    private MotherCodes() {}

    /** The codes in force on the children of a code's device; none for a code post or a device without children. */
    static List<CodeId> ofChildren(UnitOfWork unit, StoredCode code) {
        if (code.boundDevice().isEmpty() || code.post() != 0) {
            return List.of();
        }
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select c.code_id from device d"
                            + " join code c on c.bound_device_id = d.id and c.post = 0 where d.mother_id = ? order by c.code_id")) {
                Sql.bind(select, code.boundDevice().get());
                var codes = new ArrayList<CodeId>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        codes.add(new CodeId(row.getBytes(1)));
                    }
                }
                return codes;
            }
        });
    }
}
