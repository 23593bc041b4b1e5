package org.teshema.engine.segment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.plugin.Plugin;
import org.teshema.engine.account.Actor;
import org.teshema.engine.account.City;
import org.teshema.engine.archive.Archives;
import org.teshema.engine.gate.Guard;
import org.teshema.engine.gate.Limits;
import org.teshema.engine.gate.Served;
import org.teshema.engine.gate.SwappedPluginTable;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.scan.PluginCheck;
import org.teshema.engine.store.Database;
import org.teshema.plugin.pipeline.PipelinePlugin;

/** A city with a registration unit of industrial piping in it, and the plugin that knows pipelines. */
final class PipeCity implements AutoCloseable {
    static final String HEADS = "管道名称,管道编号,管道级别,管道长度（m）,投用年月,设计压力（MPa）,安全状况等级,检验结论,上次检验日期,下次检验日期";

    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), 4, 3, 5, Duration.ofMillis(400), Duration.ofMinutes(1));

    final City city;
    final SwappedPluginTable table;
    final Segments segments;
    final SegmentTable tables;
    final SegmentExport export;
    final Archives archives;
    final long unit;

    private final Guard guard = Guard.of(LIMITS);

    PipeCity(Database database) {
        this(database, new PipelinePlugin());
    }

    PipeCity(Database database, Plugin plugin) {
        city = new City(database);
        table = new SwappedPluginTable(guard, new PostingPositions(city.files), city.clock);
        Served.by(table, LIMITS, plugin);
        segments = new Segments(database, city.devices, table, city.clock);
        tables = new SegmentTable(database, city.writes, city.devices, table, guard, city.clock);
        export = new SegmentExport(segments, city.devices, table);
        archives = new Archives(
                database,
                city.writes,
                city.entries,
                table,
                new PluginCheck(database, city.devices, table, guard, city.clock),
                city.clock);
        unit = device("8310");
    }

    long device(String category) {
        return city.register
                .enter(city.by(OrganisationKind.CITY_BUREAU), city.newDevice(category))
                .id();
    }

    /** A file of these rows under the usual heads. */
    static byte[] file(String... rows) {
        return (HEADS + "\r\n" + Stream.of(rows).collect(Collectors.joining("\r\n"))).getBytes(StandardCharsets.UTF_8);
    }

    SegmentReport replaced(String... rows) {
        return tables.replace(city.by(OrganisationKind.USING_UNIT), unit, file(rows));
    }

    byte[] exported(Actor actor, SegmentExport.Form form) {
        var out = new ByteArrayOutputStream();
        try {
            export.sheet(actor, unit, form).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    void declared(String metres) {
        archives.append(
                city.by(OrganisationKind.USING_UNIT),
                unit,
                "pipeline/technical",
                Map.of("total-length", metres),
                Instant.parse("2026-01-01T00:00:00Z"),
                "api",
                OptionalLong.empty());
    }

    /** What is written by a table: all of it is the same where nothing was. */
    List<Long> written() {
        return Stream.of("entry", "entry_value", "segment", "ledger_pending", "outbox", "idempotency")
                .map(name -> city.count("select count(*) from " + name))
                .toList();
    }

    long version() {
        return city.count("select segments_version from device where id = " + unit);
    }

    List<String> numbers() {
        return segments.all(city.actor(OrganisationKind.USING_UNIT), unit).stream()
                .map(SegmentRow::number)
                .toList();
    }

    @Override
    public void close() {
        guard.close();
        city.database.close();
    }
}
