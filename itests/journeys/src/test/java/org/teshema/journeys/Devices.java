package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What is recorded, changed and asked of one device, each as the one request it is. */
final class Devices {
    private Devices() {}

    /** The day in the city. */
    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    /** Records what was done on a day. */
    static Api.Answer record(Api who, String device, String kind, LocalDate on, Map<String, Object> more) {
        var values = new HashMap<String, Object>(more);
        values.put("on", on.toString());
        return who.post(
                path(device) + "/entries",
                Map.of(
                        "kind",
                        kind,
                        "happenedAt",
                        on.atStartOfDay().toInstant(ZoneOffset.UTC).toString(),
                        "values",
                        values));
    }

    /** Records that it passed a periodic inspection. */
    static void inspected(Api body, String device, LocalDate on) {
        record(body, device, "inspection", on, Map.of("result", "pass")).expect(201);
    }

    /** Changes what the register says of it. */
    static Api.Answer change(Api who, String device, Map<String, Object> changes) {
        var body = new HashMap<String, Object>(changes);
        body.put("version", version(who, device));
        return who.send(
                "PATCH",
                path(device),
                "application/json",
                body,
                UUID.randomUUID().toString());
    }

    static int version(Api reader, String device) {
        return reader.get(path(device)).expect(200).json().path("version").asInt();
    }

    /** What its inspection clock showed on that day. */
    static JsonNode inspection(Api reader, String device, String on) {
        for (JsonNode clock :
                reader.get(path(device) + "/clocks?on=" + on).expect(200).json().path("clocks")) {
            if (clock.path("clock").asText().equals("inspection")) {
                return clock;
            }
        }
        throw new AssertionError("No clock of inspections of device " + device + " on " + on);
    }

    static String path(String device) {
        return "/api/v1/devices/" + device;
    }
}
