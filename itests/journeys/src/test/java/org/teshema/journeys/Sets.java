package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets as their using unit puts them together: bound in a sitting, joined, moved, left. */
final class Sets {
    private static final String PHOTO = Base64.getEncoder().encodeToString(Photos.jpeg(7));

    private final Api unit;

    Sets(Api unit) {
        this.unit = unit;
    }

    /** Begins a sitting; its path. */
    String sitting(String mother, String role, String position) {
        return "/api/v1/sittings/"
                + unit.post(
                                "/api/v1/sittings",
                                Map.of("mother", mother, "role", role, "position", position, "place", "车体侧面"))
                        .expect(201)
                        .text("id");
    }

    /** Scans a label onto the next child. */
    Api.Answer scan(String sitting, Label label) {
        return unit.post(sitting + "/labels", label(label));
    }

    /** Scans a label onto that child. */
    Api.Answer scan(String sitting, Label label, String child) {
        var body = new LinkedHashMap<>(label(label));
        body.put("device", child);
        return unit.post(sitting + "/labels", body);
    }

    private static Map<String, Object> label(Label label) {
        return Map.of("code", label.url(), "photo", PHOTO);
    }

    int bound(String sitting) {
        return unit.get(sitting).expect(200).json().path("bound").asInt();
    }

    Api.Answer undo(String sitting) {
        return unit.post(sitting + "/undo", Map.of());
    }

    Api.Answer close(String sitting) {
        return unit.post(sitting + "/close", Map.of());
    }

    /** The set as it stands. */
    JsonNode of(String mother) {
        return unit.get(Devices.path(mother) + "/children").expect(200).json();
    }

    Api.Answer join(String mother, String child, String role) {
        return unit.post(
                Devices.path(mother) + "/children",
                Map.of("child", child, "role", role, "version", Devices.version(unit, child)));
    }

    Api.Answer leave(String mother, String child) {
        return unit.post(
                Devices.path(mother) + "/children/" + child + "/leave",
                Map.of("version", Devices.version(unit, child), "reason", "退役"));
    }

    Api.Answer move(String mother, String child, String to, String role) {
        return unit.post(
                Devices.path(mother) + "/children/" + child + "/move",
                Map.of("to", to, "role", role, "version", Devices.version(unit, child)));
    }
}
