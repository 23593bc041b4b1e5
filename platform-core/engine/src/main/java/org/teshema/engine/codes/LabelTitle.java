package org.teshema.engine.codes;

import java.time.LocalDate;
import java.util.List;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.time.CityClock;

/**
 * What stands on the labels of a batch. Which title is for which equipment is the city's dated table, file
 * {@code posting-labels.csv}; it is asked for the day the labels were ordered, so that a label printed before a change of
 * the table keeps its worth.
 *
 * @param title as printed
 * @param orderedOn the day its batch was ordered
 */
record LabelTitle(String title, LocalDate orderedOn) {
    /** The title of that batch. */
    static LabelTitle of(UnitOfWork unit, long batch) {
        return unit.jdbc(connection -> {
            try (var select = connection.prepareStatement("select title, ordered_at from batch where id = ?")) {
                select.setLong(1, batch);
                try (var row = select.executeQuery()) {
                    row.next();
                    return new LabelTitle(row.getString("title"), CityClock.dayOf(Sql.instant(row, "ordered_at")));
                }
            }
        });
    }

    /** Refuses to order labels under a title that no equipment bears on that day. */
    static void requireInForce(PostingPositions table, String title, LocalDate today) {
        Given.oneOf(title, "title", table.labelTitles(today));
    }

    /**
     * Refuses a device whose labels bear another title.
     *
     * @param field what the person gave that does not fit the device
     */
    void requireFor(PostingPositions table, DeviceRef device, String field) {
        List<String> expected =
                table.labelTitle(device.category(), orderedOn).stream().toList();
        if (!expected.contains(title)) {
            String zh = expected.isEmpty() ? "方案未为该类设备规定标牌" : "应使用标题为“" + expected.get(0) + "”的标牌";
            String en = expected.isEmpty()
                    ? "the plan knows no label for it"
                    : "its label is titled \"" + expected.get(0) + "\"";
            throw Problem.inField(
                    ProblemType.LABEL_NOT_FOR_DEVICE,
                    field,
                    "标牌标题为“" + title + "”，不适用于设备 " + device.id() + "（类别 " + device.category() + "）：" + zh
                            + "。请核对设备编号，或换用标题相符的码。",
                    "The label is titled \"" + title + "\" and is not for device " + device.id() + " (category "
                            + device.category() + "): " + en
                            + ". Check the number of the device, or use a code with the right title.");
        }
    }
}
