package org.teshema.engine.codes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.teshema.api.code.CodeState;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;

/** Moves ranges of codes as a whole or not at all, and says exactly which parts were in the way. */
final class Ranges {
    private static final int SHOWN = 12;
    private static final String ISLANDS = "select state, mine, min(serial) as first, max(serial) as last from ("
            + "select state, mine, serial, serial - row_number() over (partition by state, mine order by serial) as island"
            + " from (select state, serial, case when holder_id = ? then 1 else 0 end as mine from code"
            + " where batch_id = ? and serial between ? and ?) c) numbered"
            + " group by state, mine, island order by first";

    private Ranges() {}

    /** Thrown inside the transaction, told in words outside it: the words need to read what the roll-back restores. */
    static final class NotAsAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAsAsked() {
            super("range not as asked", null, false, false);
        }
    }

    /** Some serials of one state. */
    private record Island(CodeState state, boolean mine, int first, int last) {
        String serials() {
            return first == last ? Integer.toString(first) : first + "–" + last;
        }
    }

    /** The class of the batch, locked: one range operation on a batch after the other. Empty when there is none. */
    static Optional<String> lockBatch(UnitOfWork unit, long batch) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select code_class from batch where id = ? for update")) {
                select.setLong(1, batch);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Refuses what moved fewer codes than the range has. */
    static void requireAll(int moved, SerialRange range) {
        if (moved != range.size()) {
            throw new NotAsAsked();
        }
    }

    /** Does range work; where the range is not as asked, nothing was done and the problem says what stood in the way. */
    static <T> T asAWhole(Database database, SerialRange range, long holder, CodeState wanted, Supplier<T> work) {
        try {
            return work.get();
        } catch (NotAsAsked e) {
            throw problem(database, range, holder, wanted);
        }
    }

    /** What stood in the way: which serials of the range the holder has in that state, and what the others are. */
    private static Problem problem(Database database, SerialRange range, long holder, CodeState wanted) {
        List<Island> islands = database.read(connection -> islands(connection, range, holder));
        List<Island> held =
                islands.stream().filter(i -> i.mine() && i.state() == wanted).toList();
        List<Island> others = islands.stream().filter(i -> !held.contains(i)).toList();
        return Problem.inField(
                ProblemType.RANGE_NOT_HELD,
                "first",
                "批次 " + range.batch() + " 的号段 " + range.first() + "–" + range.last() + " 不能整段办理。本单位"
                        + Words.of(wanted).zh() + "的是：" + list(held, i -> "", "、", "无")
                        + "；其余：" + list(others, i -> label(i, Text::zh, "（他单位）"), "、", missing(islands, range, "无此编号"))
                        + "。请按本单位持有的号段办理。",
                "The range " + range.first() + "–" + range.last() + " of batch " + range.batch()
                        + " cannot be taken as a whole. Of it you hold as "
                        + Words.of(wanted).en() + ": "
                        + list(held, i -> "", ", ", "none") + "; the rest: "
                        + list(
                                others,
                                i -> label(i, Text::en, " (elsewhere)"),
                                ", ",
                                missing(islands, range, "no such serial"))
                        + ". Ask for a range that you hold.");
    }

    private static String missing(List<Island> islands, SerialRange range, String words) {
        int there = islands.stream().mapToInt(i -> i.last() - i.first() + 1).sum();
        return there < range.size() ? words : "-";
    }

    private static String label(Island island, Function<Text, String> word, String elsewhere) {
        return " " + word.apply(Words.of(island.state())) + (island.mine() ? "" : elsewhere);
    }

    private static String list(List<Island> islands, Function<Island, String> label, String comma, String none) {
        if (islands.isEmpty()) {
            return none;
        }
        String text = islands.stream()
                .limit(SHOWN)
                .map(i -> i.serials() + label.apply(i))
                .collect(Collectors.joining(comma));
        return islands.size() > SHOWN ? text + "…" : text;
    }

    private static List<Island> islands(Connection connection, SerialRange range, long holder) throws SQLException {
        try (var select = connection.prepareStatement(ISLANDS)) {
            Sql.bind(select, holder, range.batch(), range.first(), range.last());
            List<Island> islands = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    islands.add(new Island(
                            CodeState.valueOf(row.getString("state")),
                            row.getInt("mine") == 1,
                            row.getInt("first"),
                            row.getInt("last")));
                }
            }
            return islands;
        }
    }
}
