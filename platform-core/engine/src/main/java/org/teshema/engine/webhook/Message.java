package org.teshema.engine.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.teshema.engine.store.Sql;

/** What a message says: numbers, kinds, times and a link; nobody's name and nothing anybody wrote. Stateless. */
final class Message {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ENTRY = "select e.kind, e.recorded_at, e.subject_id, (select c.number from code c"
            + " where c.bound_device_id = cast(e.subject_id as bigint) order by c.post fetch first 1 rows only) as number"
            + " from entry e where e.id = ?";
    private static final String DIGEST =
            "select part, kind, items from digest_line where organisation_id = ? and on_day = ? order by part, kind";

    private Message() {}

    /**
     * What it is about.
     *
     * @param id of the delivery
     * @param organisation whose message it is
     * @param entry of an entry, its id
     * @param day of a digest, its day
     */
    record About(long id, long organisation, WebhookEvent event, OptionalLong entry, Optional<LocalDate> day) {}

    /** The body of a try that begins now, read as it stands now. */
    static String of(Connection connection, About about, WebhookDoor door, Instant now) throws SQLException {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", Long.toString(about.id()));
            json.writeStringField("event", about.event().word());
            json.writeStringField("organisation", Long.toString(about.organisation()));
            if (about.entry().isPresent()) {
                entry(connection, json, about.entry().getAsLong(), door);
            }
            if (about.day().isPresent()) {
                digest(connection, json, about.organisation(), about.day().get(), door);
            }
            json.writeStringField("sent", now.truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void entry(Connection connection, JsonGenerator json, long entry, WebhookDoor door)
            throws SQLException, IOException {
        try (var select = connection.prepareStatement(ENTRY)) {
            Sql.bind(select, entry);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                OptionalLong number = Sql.maybeLong(row, "number");
                json.writeStringField("kind", row.getString("kind"));
                json.writeStringField("device", row.getString("subject_id"));
                if (number.isPresent()) {
                    json.writeStringField("number", Long.toString(number.getAsLong()));
                }
                json.writeStringField("since", Sql.instant(row, "recorded_at").toString());
                json.writeStringField("link", door.link(number.isPresent() ? "/n/" + number.getAsLong() : "/inbox"));
            }
        }
    }

    private static void digest(
            Connection connection, JsonGenerator json, long organisation, LocalDate day, WebhookDoor door)
            throws SQLException, IOException {
        json.writeStringField("day", day.toString());
        json.writeArrayFieldStart("lines");
        try (var select = connection.prepareStatement(DIGEST)) {
            Sql.bind(select, organisation, day);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    json.writeStartObject();
                    json.writeStringField("part", row.getString("part").toLowerCase(java.util.Locale.ROOT));
                    json.writeStringField("kind", row.getString("kind"));
                    json.writeNumberField("items", row.getLong("items"));
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
        json.writeStringField("link", door.link("/inbox/digests/" + day));
    }
}
