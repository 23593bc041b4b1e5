package org.teshema.engine.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;

/** Reads an {@link Organisation} from the columns of a join, so that a query loads a device and its parties at once. */
public final class OrganisationColumns {
    private OrganisationColumns() {}

    /** The select list for a table alias: columns named {@code alias_id}, {@code alias_kind} and so on. */
    public static String of(String alias) {
        return alias + ".id as " + alias + "_id, " + alias + ".kind as " + alias + "_kind, " + alias + ".name as "
                + alias
                + "_name, " + alias + ".credit_code as " + alias + "_credit_code, " + alias + ".district as " + alias
                + "_district, " + alias + ".phone as " + alias + "_phone";
    }

    /** The organisation under that alias; empty where the join found none. */
    public static Optional<Organisation> read(ResultSet row, String alias) throws SQLException {
        long id = row.getLong(alias + "_id");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Organisation(
                        id,
                        OrganisationKind.valueOf(row.getString(alias + "_kind")),
                        row.getString(alias + "_name"),
                        Optional.ofNullable(row.getString(alias + "_credit_code")),
                        row.getString(alias + "_district"),
                        Optional.ofNullable(row.getString(alias + "_phone"))));
    }
}
