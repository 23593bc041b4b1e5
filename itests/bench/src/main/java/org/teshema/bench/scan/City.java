package org.teshema.bench.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.teshema.bench.Bench;
import org.teshema.bench.running.Clients;
import org.teshema.bench.running.RunningPlatform;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.SignedCodeV1;

/** A platform with a demonstration city of some size in a database of its own, and codes of it to scan. */
public final class City implements AutoCloseable {
    private static final int CODES = 100_000;

    private final int devices;
    private final int connections;
    private final String url;
    private final Path constant;
    private final RunningPlatform platform;
    private List<String> codes = List.of();

    /**
     * A city that does not run yet.
     *
     * @param folder where platform and keys lie; a city loaded there before is used again
     */
    public City(Path folder, int devices, int connections) throws SQLException {
        this.devices = devices;
        this.connections = connections;
        this.url = Bench.postgresUrl().replaceFirst("/[^/?]+\\?", "/" + database(devices) + "?");
        this.constant = folder.resolve(devices + "/constant.json");
        try (Connection server = DriverManager.getConnection(Bench.postgresUrl());
                var statement = server.createStatement();
                var known = statement.executeQuery(
                        "select 1 from pg_database where datname = '" + database(devices) + "'")) {
            if (!known.next()) {
                try (var create = server.createStatement()) {
                    create.execute("create database " + database(devices));
                }
            }
        }
        platform = new RunningPlatform(folder.resolve(Integer.toString(devices)), url, devices)
                .with(ConstantResource.FILE, constant.toString())
                .withResources(List.of("org.teshema.bench.scan.ConstantResource"));
    }

    /** The name of the database of a city of that size. */
    public static String database(int devices) {
        return "scan_" + devices;
    }

    /** Starts it, loads it when it is new, and chooses the codes to scan. */
    public void start() {
        platform.launch();
        platform.awaitReady();
        if (codes.isEmpty()) {
            choose();
        }
    }

    public void stop() {
        platform.stop();
    }

    /** Random bound codes are scanned. */
    public Clients.Seen scan(int requests) {
        return new Clients(platform.port(), connections).ask(codes, requests);
    }

    /** The same, by people: the answers are pages. */
    public Clients.Seen look(int requests) {
        return new Clients(platform.port(), connections, "text/html").ask(codes, requests);
    }

    /** Where the codes lead that its first start told of: bound, given out, blank, then more. */
    public List<String> shown() {
        return platform.shownCodes().stream()
                .map(path -> "http://127.0.0.1:" + platform.port() + path)
                .toList();
    }

    /** Where its database is. */
    public String url() {
        return url;
    }

    /** The constant is asked for. */
    Clients.Seen constant(int requests) {
        return new Clients(platform.port(), connections).ask(List.of("/bench/constant"), requests);
    }

    /** How many devices it has. */
    public int devices() {
        return devices;
    }

    /** CPU nanoseconds its process has used. */
    public long cpu() {
        return Bench.cpu(platform.pid(), false);
    }

    private void choose() {
        var chosen = new ArrayList<String>();
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            statement.execute("create table if not exists bench_code (i integer primary key, code_id bytea not null)");
            statement.execute("truncate bench_code");
            statement.execute(
                    "insert into bench_code select row_number() over (), code_id from (select code_id from code"
                            + " where state = 'BOUND' order by random() limit " + CODES + ") chosen");
            statement.execute("vacuum analyze bench_code");
            try (var row = statement.executeQuery("select c.code_id, c.signature, c.batch_id, b.key_index, b.made_on"
                    + " from bench_code p join code c on c.code_id = p.code_id join batch b on b.id = c.batch_id")) {
                while (row.next()) {
                    var payload = new CodePayload(
                            CodePayload.SUITE_SM2,
                            row.getInt("key_index"),
                            new CodeId(row.getBytes("code_id")),
                            row.getInt("batch_id"),
                            row.getObject("made_on", LocalDate.class));
                    chosen.add("/s/" + SignedCodeV1.text(payload, row.getBytes("signature")));
                }
            }
            // The database gives them in the order they lie in: lifts of one district first.
            Collections.shuffle(chosen, new Random(1));
            codes = List.copyOf(chosen);
            Files.write(constant, usual());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of some answers the one nearest to their mean size. */
    private byte[] usual() {
        var some = new ArrayList<byte[]>();
        for (String code : codes.subList(0, Math.min(201, codes.size()))) {
            some.add(Clients.body(platform.port(), code));
        }
        double mean = some.stream().mapToInt(body -> body.length).average().orElseThrow();
        return some.stream()
                .min(Comparator.comparingDouble(body -> Math.abs(body.length - mean)))
                .orElseThrow();
    }

    int codes() {
        return codes.size();
    }

    @Override
    public void close() {
        platform.close();
    }
}
