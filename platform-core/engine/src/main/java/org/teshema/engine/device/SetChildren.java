package org.teshema.engine.device;

import java.util.ArrayList;
import java.util.List;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/** The children of a set that a step with their mother may reach. */
final class SetChildren {
    private SetChildren() {}

    /** The ids of a device's children that are not scrapped, their rows locked. */
    static List<Long> of(UnitOfWork unit, long mother) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select id from device where mother_id = ? and status <> 'SCRAPPED' order by id for update")) {
                Sql.bind(select, mother);
                var ids = new ArrayList<Long>();
                try (var row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        });
    }
}
