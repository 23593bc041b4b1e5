package org.teshema.engine.store;

import java.util.stream.LongStream;

/** How many statements a database in memory is told. */
public final class Queries {
    private static final int TIMES = 5;

    private Queries() {}

    /** The fewest of five times: now and then something is looked up again that was kept from the time before. */
    public static long of(Database database, Runnable deed) {
        return LongStream.generate(() -> counted(database, deed))
                .limit(TIMES)
                .min()
                .orElseThrow();
    }

    private static long counted(Database database, Runnable deed) {
        run(database, "set query_statistics false");
        run(database, "set query_statistics true");
        deed.run();
        return database.read(connection -> {
            try (var select = connection.createStatement();
                    var row = select.executeQuery(
                            "select coalesce(sum(execution_count), 0) from information_schema.query_statistics")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void run(Database database, String sql) {
        database.read(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
