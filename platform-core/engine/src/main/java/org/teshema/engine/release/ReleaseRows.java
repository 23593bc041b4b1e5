package org.teshema.engine.release;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.engine.access.Scope;
import org.teshema.engine.gate.ReleaseOrigin;
import org.teshema.engine.gate.Share;
import org.teshema.engine.page.ScopedRows;
import org.teshema.engine.store.Sql;

/** Reads releases and targets as they are stored. Stateless. */
final class ReleaseRows {
    static final ScopedRows<Release> RELEASES = new ScopedRows<>(
            "select id, name, version, district, api, permissions, signed_on, expires_on, key_id, digest, author,"
                    + " stored_at from plugin_release",
            "id",
            Release::id,
            ReleaseRows::release);

    private ReleaseRows() {}

    static long version(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select version from plugin_target_version where id = 1");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static Optional<Release> find(Connection connection, long id) throws SQLException {
        return RELEASES.list(connection, new Scope("id = ?", List.of(id)), "").stream()
                .findFirst();
    }

    static Optional<Release> find(Connection connection, String name, String version) throws SQLException {
        return RELEASES.list(connection, new Scope("name = ? and version = ?", List.of(name, version)), "").stream()
                .findFirst();
    }

    static byte[] jar(Connection connection, long id) throws SQLException {
        try (var select = connection.prepareStatement("select jar from plugin_release where id = ?")) {
            Sql.bind(select, id);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }

    /** Districts that have released a plugin of that name. */
    static List<String> districts(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("select distinct district from plugin_release where name = ?")) {
            Sql.bind(select, name);
            var districts = new ArrayList<String>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    districts.add(row.getString(1));
                }
            }
            return districts;
        }
    }

    static List<Target> targets(Connection connection) throws SQLException {
        return targets(connection, " order by name");
    }

    static Optional<Target> target(Connection connection, String name) throws SQLException {
        return targets(connection, " where name = ?", name).stream().findFirst();
    }

    private static List<Target> targets(Connection connection, String tail, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(
                "select name, live_id, previous_id, canary_id, canary_station, canary_per_mille, highest,"
                        + " reason, author, changed_at from plugin_target" + tail)) {
            Sql.bind(select, parameters);
            var targets = new ArrayList<Target>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    OptionalLong live = Sql.maybeLong(row, "live_id");
                    OptionalLong previous = Sql.maybeLong(row, "previous_id");
                    targets.add(new Target(
                            row.getString("name"),
                            live,
                            previous,
                            canary(row),
                            Optional.ofNullable(row.getString("highest")),
                            row.getString("reason"),
                            row.getString("author"),
                            Sql.instant(row, "changed_at")));
                }
            }
            return targets;
        }
    }

    private static Optional<Canary> canary(ResultSet row) throws SQLException {
        OptionalLong release = Sql.maybeLong(row, "canary_id");
        if (release.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong station = Sql.maybeLong(row, "canary_station");
        Share share = station.isPresent()
                ? new Share.OfStation(station.getAsLong())
                : new Share.PerMille(row.getInt("canary_per_mille"));
        return Optional.of(new Canary(release.getAsLong(), share));
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getLong("id"),
                new ReleaseOrigin(row.getString("district"), row.getString("name"), row.getString("version")),
                row.getString("api"),
                row.getString("permissions"),
                row.getObject("signed_on", LocalDate.class),
                row.getObject("expires_on", LocalDate.class),
                row.getString("key_id"),
                row.getString("digest"),
                row.getString("author"),
                Sql.instant(row, "stored_at"));
    }
}
