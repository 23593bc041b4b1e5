package org.teshema.rest.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.DeviceId;
import org.teshema.api.scan.Link;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.rest.json.Json;

/** What a program is answered that recorded something. */
class TakenJsonTest {
    private static final Entry ENTRY = new Entry(
            7,
            Subject.of(new DeviceId(1)),
            "desk/report",
            1,
            Values.none(),
            Instant.EPOCH,
            Instant.EPOCH,
            "公众",
            "app",
            OptionalLong.empty());

    @Test
    void a_receipt_is_told_in_the_language_of_its_reader_and_left_out_where_there_is_none() {
        var link = new Link("related", URI.create("/apps/desk/case?number=7"), new Text("查看", "See"), "text/html");
        var receipt = new Receipt(new Text("编号 7", "No. 7"), List.of(link));
        JsonNode told = Json.MAPPER.valueToTree(TakenJson.of(ENTRY, Optional.of(receipt), Language.EN));
        assertEquals(
                "{\"words\":\"No. 7\",\"links\":[{\"title\":\"See\",\"href\":\"/apps/desk/case?number=7\"}]}",
                told.path("receipt").toString());
        JsonNode plain = Json.MAPPER.valueToTree(TakenJson.of(ENTRY));
        assertFalse(plain.has("receipt"), plain::toString);
    }
}
