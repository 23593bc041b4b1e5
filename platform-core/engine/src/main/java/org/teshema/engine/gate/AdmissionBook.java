package org.teshema.engine.gate;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.text.Text;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;
import org.teshema.trust.sm.Sm3;

/**
 * What the gate remembers: which plugin was let in, kept out or left, each with a leaf in the ledger, and the shape of
 * every entry kind entries may have been stored by. Thread-safe.
 */
@Component(service = AdmissionBook.class)
public final class AdmissionBook {
    private final Database database;
    private final CityClock clock;

    /** What happened to a plugin. */
    enum Event {
        ADMITTED,
        REFUSED,
        LEFT,
        QUARANTINED
    }

    /** The book in that database. */
    @Activate
    public AdmissionBook(@Reference Database database, @Reference CityClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Why these kinds do not fit what was stored before; empty when they do. */
    Optional<Text> misfit(List<EntryKind> kinds) {
        return database.read(connection -> {
            for (EntryKind kind : kinds) {
                Optional<Text> misfit = misfit(connection, kind);
                if (misfit.isPresent()) {
                    return misfit;
                }
            }
            return Optional.empty();
        });
    }

    /** The newest version of each of these kinds that entries may have been stored by; those never declared are not in it. */
    Map<String, Integer> stored(List<EntryKind> kinds) {
        return database.read(connection -> {
            var stored = new TreeMap<String, Integer>();
            try (var select =
                    connection.prepareStatement("select max(schema_version) from entry_kind where name = ?")) {
                for (EntryKind kind : kinds) {
                    select.setString(1, kind.name());
                    try (var row = select.executeQuery()) {
                        row.next();
                        int newest = row.getInt(1);
                        if (newest > 0) {
                            stored.put(kind.name(), newest);
                        }
                    }
                }
            }
            return stored;
        });
    }

    /** The city's corrections of rules, which count for a plugin from its first answer on. */
    Corrections corrections() {
        return database.read(CorrectionRows::counting);
    }

    /** Writes down an admission, together with the shapes of the plugin's kinds. */
    void admitted(String name, String version, PluginJar jar, List<EntryKind> kinds) {
        database.write(unit -> {
            CityKinds.all().forEach(kind -> declare(unit, kind, "city"));
            kinds.forEach(kind -> declare(unit, kind, name));
            return event(unit, Event.ADMITTED, name, version, Optional.empty(), jar);
        });
    }

    /** Writes down that a plugin was kept out. */
    void refused(String name, String version, Text reason, PluginJar jar) {
        // A jar that never said who it is stands here under its own name, which may be longer than a plugin's.
        String who = name.length() > 40 ? name.substring(name.length() - 40) : name;
        String which = version.length() > 20 ? version.substring(0, 20) : version;
        database.write(unit -> event(unit, Event.REFUSED, who, which, Optional.of(reason), jar));
    }

    /** Writes down that a plugin's process died too often. */
    void quarantined(String name, String version, Text reason, PluginJar jar) {
        database.write(unit -> event(unit, Event.QUARANTINED, name, version, Optional.of(reason), jar));
    }

    /** Writes down that a plugin left. */
    void left(String name, String version, PluginJar jar) {
        database.write(unit -> event(unit, Event.LEFT, name, version, Optional.empty(), jar));
    }

    private static Optional<Text> misfit(Connection connection, EntryKind kind) throws SQLException {
        var stored = new TreeMap<Integer, KindShape>();
        try (var select = connection.prepareStatement("select schema_version, shape from entry_kind where name = ?")) {
            select.setString(1, kind.name());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(row.getInt(1), new KindShape(row.getString(2)));
                }
            }
        }
        KindShape shape = KindShape.of(kind);
        KindShape same = stored.get(kind.schemaVersion());
        if (same != null) {
            return same.equals(shape)
                    ? Optional.empty()
                    : Optional.of(new Text(
                            "条目类型 " + kind.name() + " 第 " + kind.schemaVersion() + " 版已有存档且字段不同；改动字段须提高版本号。",
                            "Version " + kind.schemaVersion() + " of the entry kind " + kind.name()
                                    + " was stored with other fields. A change of fields needs a higher version."));
        }
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var before = stored.lastEntry();
        if (before.getKey() > kind.schemaVersion()) {
            return Optional.of(new Text(
                    "条目类型 " + kind.name() + " 已有第 " + before.getKey() + " 版；新的字段须用更高的版本号，而不是 " + kind.schemaVersion()
                            + "。",
                    "The entry kind " + kind.name() + " was stored in version " + before.getKey()
                            + " already. New fields need a higher version than that, not " + kind.schemaVersion()
                            + "."));
        }
        return shape.breaks(kind.name(), before.getValue());
    }

    private void declare(UnitOfWork unit, EntryKind kind, String plugin) {
        boolean known = unit.jdbc(connection -> {
            try (var select =
                    connection.prepareStatement("select 1 from entry_kind where name = ? and schema_version = ?")) {
                Sql.bind(select, kind.name(), kind.schemaVersion());
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
        if (!known) {
            unit.update(
                    "insert into entry_kind (name, schema_version, plugin, shape, declared_at) values (?, ?, ?, ?, ?)",
                    kind.name(),
                    kind.schemaVersion(),
                    plugin,
                    KindShape.of(kind).text(),
                    clock.instant());
        }
    }

    /** One row and one leaf, unless the newest row of this plugin version says the same: a restart is no news. */
    private String event(
            UnitOfWork unit, Event event, String name, String version, Optional<Text> reason, PluginJar jar) {
        if (isNewest(unit, event, name, version, jar)) {
            return "";
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        unit.update(
                "insert into plugin_admission (name, plugin_version, state, reason, jar_digest, changed_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                name,
                version,
                event.name(),
                reason.map(text -> shortened(text.zh() + " / " + text.en())),
                jar.digest(),
                now);
        String content =
                String.join("\n", event.name(), name, version, jar.digest().orElse("-"));
        unit.leaf(new LedgerLeaf(
                "plugin." + event.name().toLowerCase(java.util.Locale.ROOT),
                "plugin:" + name + ":" + version,
                "310000",
                "GATE",
                now,
                Sm3.hash(content.getBytes(StandardCharsets.UTF_8))));
        return "";
    }

    private static boolean isNewest(UnitOfWork unit, Event event, String name, String version, PluginJar jar) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select state, jar_digest from plugin_admission"
                    + " where name = ? and plugin_version = ? order by id desc fetch first 1 rows only")) {
                Sql.bind(select, name, version);
                try (var row = select.executeQuery()) {
                    return row.next()
                            && row.getString(1).equals(event.name())
                            && jar.digest().equals(Optional.ofNullable(row.getString(2)));
                }
            }
        });
    }

    private static String shortened(String words) {
        return words.length() <= 1000 ? words : words.substring(0, 999) + "…";
    }
}
