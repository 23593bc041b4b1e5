package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.IntConsumer;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.label.LabelText;

/** The labels of one batch in the order of serials, read a portion at a time so that memory does not grow with the batch. */
final class BatchLabels implements Iterator<LabelText> {
    private static final int PORTION = 1_000;

    private final Database database;
    private final CodePrefix prefix;
    private final long batch;
    private final String title;
    private final IntConsumer drawn;
    private final Queue<LabelText> portion = new ArrayDeque<>();
    private int lastSerial;
    private int count;

    /**
     * The labels of that batch.
     *
     * @param drawn told how many were drawn before each new portion; what it throws ends the printing
     */
    BatchLabels(Database database, CodePrefix prefix, long batch, String title, IntConsumer drawn) {
        this.database = database;
        this.prefix = prefix;
        this.batch = batch;
        this.title = title;
        this.drawn = drawn;
    }

    @Override
    public boolean hasNext() {
        if (portion.isEmpty()) {
            drawn.accept(count);
            read();
        }
        return !portion.isEmpty();
    }

    @Override
    public LabelText next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        count++;
        return portion.remove();
    }

    private void read() {
        lastSerial = database.read(connection -> {
            int last = lastSerial;
            try (var select = connection.prepareStatement("select " + CodeText.COLUMNS
                    + ", c.serial, c.number from code c join batch b on b.id = c.batch_id"
                    + " where c.batch_id = ? and c.serial > ? order by c.serial limit " + PORTION)) {
                Sql.bind(select, batch, last);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        last = row.getInt("serial");
                        portion.add(new LabelText(
                                title, CodeText.number(row.getLong("number")).grouped(), CodeText.url(row, prefix)));
                    }
                }
            }
            return last;
        });
    }
}
