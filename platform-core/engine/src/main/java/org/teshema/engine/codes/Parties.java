package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.organisation.OrganisationColumns;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.UnitOfWork;

/** Looks up the other party of a hand-over or claim. */
final class Parties {
    private Parties() {}

    /** Those of a kind, of one district where one is told, by district and name. */
    static List<Party> of(Connection connection, OrganisationKind kind, Optional<String> district, int most)
            throws SQLException {
        try (var select = connection.prepareStatement("select id, name from organisation where kind = ?"
                + (district.isPresent() ? " and district = ?" : "") + " order by district, name, id limit ?")) {
            select.setString(1, kind.name());
            if (district.isPresent()) {
                select.setString(2, district.get());
            }
            select.setInt(district.isPresent() ? 3 : 2, most);
            List<Party> found = new ArrayList<>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Party(row.getLong(1), row.getString(2)));
                }
            }
            return found;
        }
    }

    /** The organisation of that id, named in that field of the request. */
    static Organisation find(UnitOfWork unit, long id, String field) {
        Optional<Organisation> found = unit.jdbc(connection -> {
            try (var select = connection.prepareStatement(
                    "select " + OrganisationColumns.of("o") + " from organisation o where o.id = ?")) {
                select.setLong(1, id);
                try (var row = select.executeQuery()) {
                    return row.next() ? OrganisationColumns.read(row, "o") : Optional.empty();
                }
            }
        });
        return found.orElseThrow(() -> Problem.inField(
                ProblemType.NOT_FOUND,
                field,
                "没有编号为 " + id + " 的单位；请核对。",
                "There is no organisation " + id + ". Please check the number."));
    }

    /** The same, where only one kind will do. */
    static Organisation find(UnitOfWork unit, long id, String field, OrganisationKind kind) {
        Organisation found = find(unit, id, field);
        if (found.kind() != kind) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    found.name() + "是" + Words.of(found.kind()).zh() + "，此处应为"
                            + Words.of(kind).zh() + "。",
                    found.name() + " is a " + Words.of(found.kind()).en() + "; a "
                            + Words.of(kind).en() + " is expected here.");
        }
        return found;
    }
}
