package org.teshema.bench.scan;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.bench.Bench;
import org.teshema.engine.scan.ScanSelect;

/**
 * The database's peer: {@code pgbench -M prepared} with the select of a scan for random codes. Since pgbench cannot make up
 * the key of a code, it looks one up in a table of keys first; what that costs is measured by itself and taken off.
 */
final class PlainSelect {
    private static final String KEY = """
            \\set i random(1, %d)
            select code_id as id from bench_code where i = :i \\gset
            """;
    private static final Pattern DONE = Pattern.compile("transactions actually processed: (\\d+)");

    private final String database;
    private final Path keyOnly;
    private final Path both;
    private final int clients;

    PlainSelect(Path folder, String database, int codes, int clients) throws IOException {
        this.database = database;
        this.clients = clients;
        String key = KEY.formatted(codes);
        keyOnly = Files.writeString(folder.resolve("key.sql"), key);
        both = Files.writeString(folder.resolve("select.sql"), key + ScanSelect.BY_ID.replace("?", ":id") + ";\n");
    }

    /** Database CPU of one select in microseconds. */
    double micros(int selects) throws IOException {
        return of(both, selects) - of(keyOnly, selects);
    }

    private double of(Path script, int transactions) throws IOException {
        URI server = URI.create(Bench.postgresUrl().substring("jdbc:".length()));
        long before = Bench.postgresCpu();
        Process pgbench = new ProcessBuilder(
                        Path.of(System.getenv("TESHEMA_BENCH_POSTGRES_BIN"), "pgbench")
                                .toString(),
                        "-n",
                        "-M",
                        "prepared",
                        "-h",
                        server.getHost(),
                        "-p",
                        Integer.toString(server.getPort()),
                        "-U",
                        server.getQuery().replaceFirst(".*user=([^&]*).*", "$1"),
                        "-c",
                        Integer.toString(clients),
                        "-t",
                        Integer.toString(transactions / clients),
                        "-f",
                        script.toString(),
                        database)
                .redirectErrorStream(true)
                .start();
        String said = new String(pgbench.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher done = DONE.matcher(said);
        if (!done.find()) {
            throw new IllegalStateException("pgbench failed: " + said);
        }
        return (Bench.postgresCpu() - before) / 1000.0 / Long.parseLong(done.group(1));
    }
}
