package org.teshema.bench.family;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.teshema.bench.Bench;
import org.teshema.bench.running.RunningPlatform;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.SignedCodeV1;

/**
 * A platform on PostgreSQL with a small demonstration city, some of whose bound devices become rides: half of them flying towers
 * that stand alone, half of them bumper cars with many children each. Both keep the archive they had.
 */
final class Fair implements AutoCloseable {
    private static final String DATABASE = "family";
    private static final int EACH = 50;
    /** The names by which its own devices are known among those of the demonstration city. */
    private static final String ALONE = "单独的设备";

    private static final String MOTHER = "成套的母设备";

    private final RunningPlatform platform;
    private final String url = Bench.postgresUrl().replaceFirst("/[^/?]+\\?", "/" + DATABASE + "?");
    private List<String> alone = List.of();
    private List<String> mothers = List.of();

    Fair(Path folder, int devices) throws SQLException {
        try (Connection server = DriverManager.getConnection(Bench.postgresUrl());
                var create = server.createStatement()) {
            create.execute("create database " + DATABASE);
        }
        platform = new RunningPlatform(folder, url, devices);
    }

    void start(int children) throws SQLException {
        platform.launch();
        platform.awaitReady();
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            String bound = "(select d.id from device d join code c on c.bound_device_id = d.id where c.state = 'BOUND'"
                    + " and c.signature is not null and d.status = 'IN_USE' and d.category like '3%' order by d.id";
            statement.execute("update device set category = '6500', raw_category = '6500', name = '" + ALONE
                    + "' where id in " + bound + " limit " + EACH + ")");
            statement.execute("update device set category = '6A00', raw_category = '6A00', family_version = 1, name = '"
                    + MOTHER + "' where id in " + bound + " limit " + EACH + ")");
            statement.execute(
                    "insert into device (category, raw_category, district, name, place, status, using_unit_id,"
                            + " mother_id, mother_role, current_entries, created_at) select m.category, m.category, m.district,"
                            + " n || ' 号车', m.place, 'IN_USE', m.using_unit_id, m.id, 'car', m.current_entries, m.created_at"
                            + " from device m, generate_series(1, " + children
                            + ") n where m.name = '" + MOTHER + "'");
            statement.execute("vacuum analyze");
            alone = codes(connection, ALONE);
            mothers = codes(connection, MOTHER);
        }
    }

    private static List<String> codes(Connection connection, String name) throws SQLException {
        var codes = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select c.code_id, c.signature, c.batch_id, b.key_index, b.made_on from code c"
                                + " join batch b on b.id = c.batch_id join device d on d.id = c.bound_device_id where d.name = '"
                                + name + "'")) {
            while (row.next()) {
                var payload = new CodePayload(
                        CodePayload.SUITE_SM2,
                        row.getInt("key_index"),
                        new CodeId(row.getBytes("code_id")),
                        row.getInt("batch_id"),
                        row.getObject("made_on", LocalDate.class));
                codes.add("/s/" + SignedCodeV1.text(payload, row.getBytes("signature")));
            }
        }
        if (codes.size() != EACH) {
            throw new IllegalStateException(codes.size() + " codes of " + name + " are bound, not " + EACH);
        }
        return List.copyOf(codes);
    }

    List<String> alone() {
        return alone;
    }

    List<String> mothers() {
        return mothers;
    }

    int port() {
        return platform.port();
    }

    long cpu() {
        return Bench.cpu(platform.pid(), false);
    }

    /** Makes the next scan of every mother read her children again, as a change of one of them does. */
    void changed() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("update device set family_version = family_version + 1 where name = '" + MOTHER + "'");
        }
    }

    /** How many transactions the database has ended; each round trip of a scan is one. Waits until its count is at rest. */
    long transactions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var select = connection.prepareStatement(
                        "select xact_commit + xact_rollback from pg_stat_database where datname = '" + DATABASE
                                + "'")) {
            long before = -1;
            for (int quiet = 0; quiet < 4; ) {
                Thread.sleep(500);
                try (var row = select.executeQuery()) {
                    row.next();
                    // Our own question and what the platform asks in the background count a little.
                    quiet = row.getLong(1) - before < 50 ? quiet + 1 : 0;
                    before = row.getLong(1);
                }
            }
            return before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
