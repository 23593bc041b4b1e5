package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of a code's life, each as the one request it is. */
final class CodeDesk {
    /** The label title of lifts. */
    static final String LIFTS = "上海智慧电梯";
    /** The label title of everything else. */
    static final String OTHERS = "特种设备码";

    private final Cast cast;

    CodeDesk(Cast cast) {
        this.cast = cast;
    }

    /** Orders, approves, makes and prints a batch for stock devices and takes it into stock; the number of the batch. */
    String stocked(int quantity) {
        String batch = printed(quantity);
        stock(batch);
        return batch;
    }

    /** Labels with that title, given out to the using unit and not posted yet. */
    Deque<Label> claimed(String title, int quantity) {
        return labels(claimed(title, quantity, 0));
    }

    /** The same of a batch of which so many more stay with the district; its number. */
    String claimed(String title, int quantity, int more) {
        String batch = make(order(title, quantity + more));
        print(batch);
        stock(batch);
        handOver(cast.city, cast.district, batch, 1, quantity + more, cast.districtId);
        claim(cast.district, batch, 1, quantity);
        return batch;
    }

    /** The labels of that batch. */
    Deque<Label> labels(String batch) {
        return codes(cast.city, batch).stream().map(Label::of).collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** A batch of one label for a new device, in the stock of the inspection body; its number. */
    String rolled() {
        String batch = make(cast.city
                .post("/api/v1/batches", Map.of("title", LIFTS, "codeClass", "NEW", "quantity", 1, "reason", "新装设备"))
                .expect(201)
                .text("id"));
        print(batch);
        stock(batch);
        handOver(cast.city, cast.district, batch, 1, 1, cast.districtId);
        handOver(cast.district, cast.body, batch, 1, 1, cast.bodyId);
        return batch;
    }

    /** Orders, approves, makes and prints a batch for stock devices; the number of the batch. */
    String printed(int quantity) {
        String batch = made(quantity);
        print(batch);
        return batch;
    }

    /** The same up to the making. */
    String made(int quantity) {
        return make(order(quantity));
    }

    private String make(String batch) {
        step(cast.city, "/api/v1/batches/" + batch, "approve");
        step(cast.city, "/api/v1/batches/" + batch, "make");
        return batch;
    }

    String order(int quantity) {
        return order(LIFTS, quantity);
    }

    private String order(String title, int quantity) {
        return cast.city
                .post("/api/v1/batches", orderOf(title, quantity))
                .expect(201)
                .text("id");
    }

    static Map<String, Object> orderOf(int quantity) {
        return orderOf(LIFTS, quantity);
    }

    private static Map<String, Object> orderOf(String title, int quantity) {
        return Map.of("title", title, "codeClass", "STOCK", "quantity", quantity, "reason", "存量设备");
    }

    void print(String batch) {
        String path = "/api/v1/batches/" + batch;
        int version = batch(batch).path("version").asInt();
        cast.city.post(path + "/print", Map.of("version", version)).expect(202);
        Waiting.until("batch " + batch + " is printed", Duration.ofMinutes(3), () -> {
            JsonNode now = batch(batch);
            String state = now.path("printing").path("state").asText();
            if (state.equals("FAILED") || state.equals("CANCELLED")) {
                throw new AssertionError(now.toString());
            }
            return now.path("state").asText().equals("PRINTED");
        });
    }

    void stock(String batch) {
        step(cast.city, "/api/v1/batches/" + batch, "stock");
    }

    JsonNode batch(String batch) {
        return cast.city.get("/api/v1/batches/" + batch).expect(200).json();
    }

    /** The printed files whose names end so, downloaded. */
    List<Path> download(String batch, String ending, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        JsonNode printed =
                cast.city.get("/api/v1/batches/" + batch + "/files").expect(200).json();
        for (JsonNode file : printed.path("items")) {
            String name = file.path("name").asText();
            if (name.endsWith(ending)) {
                byte[] content = cast.city.bytes(file.path("href").asText());
                if (content.length != file.path("bytes").asLong()) {
                    throw new AssertionError(name + " has " + content.length + " bytes, not " + file.path("bytes"));
                }
                files.add(Files.write(folder.resolve(name), content));
            }
        }
        return files;
    }

    private static Map<String, Object> range(String batch, int first, int last) {
        return Map.of("batch", batch, "first", first, "last", last);
    }

    /** Offers a range; the number of the hand-over. */
    String offer(Api giver, String batch, int first, int last, String to) {
        return giver.post("/api/v1/hand-overs", offerOf(batch, first, last, to))
                .expect(201)
                .text("id");
    }

    static Map<String, Object> offerOf(String batch, int first, int last, String to) {
        return Map.of("range", range(batch, first, last), "to", to);
    }

    static Map<String, Object> spoilOf(String batch, int first, int last) {
        return Map.of("range", range(batch, first, last), "reason", "印刷破损");
    }

    /** Hands over, confirmed by both sides; the number of the hand-over. */
    String handOver(Api giver, Api receiver, String batch, int first, int last, String to) {
        String id = offer(giver, batch, first, last, to);
        step(receiver, "/api/v1/hand-overs/" + id, "accept");
        return id;
    }

    /** Gives codes of a batch to the using unit; the number of the claim. */
    String claim(Api giver, String batch, int first, int last) {
        return giver.post("/api/v1/claims", claimOf(batch, first, last, cast.unitId))
                .expect(201)
                .text("id");
    }

    static Map<String, Object> claimOf(String batch, int first, int last, String unit) {
        return Map.of("range", range(batch, first, last), "unit", unit);
    }

    /** Posts the label on the device and binds it, as the using unit. */
    JsonNode bind(String code, String device, int photo) {
        return cast.unit
                .post("/api/v1/bindings", bindingOf(code, device, "car-interior", photo))
                .expect(201)
                .json();
    }

    /** Posts a label on a device and binds it, as the using unit. */
    void post(Label label, String device, String position) {
        cast.unit
                .post("/api/v1/bindings", bindingOf(label.url(), device, position, 1))
                .expect(201);
    }

    static Map<String, Object> bindingOf(String code, String device, String position, int photo) {
        var binding = new LinkedHashMap<String, Object>();
        binding.put("code", code);
        binding.put("device", device);
        binding.put("position", position);
        binding.put("place", "轿厢内右侧壁，距地 1.5 米");
        binding.put("longitude", 121.5447);
        binding.put("latitude", 31.2222);
        binding.put("photo", Base64.getEncoder().encodeToString(Photos.jpeg(photo)));
        return binding;
    }

    /** The codes of a batch in the order of their serials, as that person sees them. */
    static List<JsonNode> codes(Api reader, String batch) {
        return reader.all("/api/v1/codes?batch=" + batch);
    }

    /** A code by its number. */
    static JsonNode code(Api reader, String number) {
        return reader.get("/api/v1/codes/" + number).expect(200).json();
    }

    /** What is where, of the codes that the reader may see, in one record. */
    static JsonNode balance(Api reader) {
        return reader.get("/api/v1/balance").expect(200).json();
    }

    /** Takes a step of a thing in the version it has now. */
    static Api.Answer step(Api who, String path, String step) {
        int version = who.get(path).expect(200).json().path("version").asInt();
        return who.post(path + "/" + step, Map.of("version", version)).expect(200);
    }

    /** Takes a step that needs a reason. */
    static Api.Answer step(Api who, String path, String step, Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>(more);
        body.put("version", who.get(path).expect(200).json().path("version").asInt());
        return who.post(path + "/" + step, body).expect(200);
    }
}
