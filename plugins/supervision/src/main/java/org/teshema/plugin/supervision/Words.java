package org.teshema.plugin.supervision;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.teshema.api.scan.Finding;
import org.teshema.api.text.Text;

/** How times and findings are told. */
final class Words {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private Words() {}

    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    static Finding wrong(String field, String zh, String en) {
        return new Finding(field, new Text(zh, en));
    }
}
