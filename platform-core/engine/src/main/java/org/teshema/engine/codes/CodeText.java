package org.teshema.engine.codes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.SignedCodeV1;

/** Writes down again what a stored code's symbol says: the row keeps the parts, not the digits. */
final class CodeText {
    private CodeText() {}

    /** Columns it reads, over {@code code c} and {@code batch b}. */
    static final String COLUMNS = "c.code_id, c.signature, c.foreign_text, c.batch_id, b.key_index, b.made_on";

    /** The whole text of the symbol of the code in that row. */
    static String url(ResultSet row, CodePrefix prefix) throws SQLException {
        String foreign = row.getString("foreign_text");
        if (foreign != null) {
            return foreign;
        }
        CodePayload payload = new CodePayload(
                CodePayload.SUITE_SM2,
                row.getInt("key_index"),
                new CodeId(row.getBytes("code_id")),
                row.getInt("batch_id"),
                row.getObject("made_on", LocalDate.class));
        return prefix.url() + SignedCodeV1.text(payload, row.getBytes("signature"));
    }

    /** The short number as it is stored. */
    static ShortNumber number(long stored) {
        return new ShortNumber(Long.toString(stored));
    }
}
