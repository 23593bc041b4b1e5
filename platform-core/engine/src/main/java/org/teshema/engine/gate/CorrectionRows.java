package org.teshema.engine.gate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.rule.Rule;
import org.teshema.api.text.Text;
import org.teshema.engine.store.Sql;

/** Reads corrections as they are stored, and spells what of a row is stored as one text. Stateless. */
public final class CorrectionRows {
    private static final String SELECT =
            "select id, plugin, rule, topic, nodes, title_zh, title_en, source, valid_from,"
                    + " valid_until, sure, parameters, reason, author, added_at, withdrawer, withdrawn_at, withdrawn_for"
                    + " from rule_row";
    private static final String EVERYWHERE = "*";

    private CorrectionRows() {}

    /** How often the corrections were changed. */
    static long version(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select version from rule_version where id = 1");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The corrections that count now. */
    public static Corrections counting(Connection connection) throws SQLException {
        // The version first: rows that come between the two are then read once more.
        long version = version(connection);
        return new Corrections(version, list(connection, " where withdrawn_at is null order by id"));
    }

    /** All corrections there ever were. */
    public static List<Correction> all(Connection connection) throws SQLException {
        return list(connection, " order by id");
    }

    /** The correction of that id, withdrawn or not. */
    public static Optional<Correction> find(Connection connection, long id) throws SQLException {
        return list(connection, " where id = ?", id).stream().findFirst();
    }

    /** Catalogue nodes as one text. */
    public static String nodes(Set<CatalogueCode> nodes) {
        return nodes.isEmpty()
                ? EVERYWHERE
                : nodes.stream().map(CatalogueCode::value).sorted().collect(Collectors.joining(";"));
    }

    /** Parameters as one text, in the order of their names. */
    public static String parameters(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(";"));
    }

    private static List<Correction> list(Connection connection, String where, Object... parameters)
            throws SQLException {
        try (var select = connection.prepareStatement(SELECT + where)) {
            Sql.bind(select, parameters);
            var corrections = new ArrayList<Correction>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    corrections.add(correction(row));
                }
            }
            return corrections;
        }
    }

    private static Correction correction(ResultSet row) throws SQLException {
        var rule = new Rule(
                row.getString("rule"),
                row.getString("topic"),
                readNodes(row.getString("nodes")),
                new Text(row.getString("title_zh"), row.getString("title_en")),
                row.getString("source"),
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("valid_until", LocalDate.class)),
                row.getBoolean("sure"),
                readParameters(row.getString("parameters")));
        Optional<Correction.Withdrawal> withdrawn = Optional.empty();
        if (row.getString("withdrawer") != null) {
            withdrawn = Optional.of(new Correction.Withdrawal(
                    row.getString("withdrawer"), Sql.instant(row, "withdrawn_at"), row.getString("withdrawn_for")));
        }
        return new Correction(
                row.getLong("id"),
                row.getString("plugin"),
                rule,
                row.getString("reason"),
                row.getString("author"),
                Sql.instant(row, "added_at"),
                withdrawn);
    }

    private static Set<CatalogueCode> readNodes(String text) {
        return text.equals(EVERYWHERE)
                ? Set.of()
                : Stream.of(text.split(";", -1)).map(CatalogueCode::new).collect(Collectors.toSet());
    }

    private static Map<String, String> readParameters(String text) {
        var parameters = new LinkedHashMap<String, String>();
        if (!text.isEmpty()) {
            for (String pair : text.split(";", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
