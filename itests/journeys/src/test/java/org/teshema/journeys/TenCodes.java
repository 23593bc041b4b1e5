package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * Ten codes on the shared platform: 1 bound, 2 and 3 claimed, 4 with the district, 5 spoiled, 6 on its way to the other district, the
 * rest in stock. Made once; whoever uses them leaves them as they are.
 */
final class TenCodes {
    /** The photo of what is refused, which nobody else takes. */
    static final int REFUSED = 163;

    private static final String REFUSED_PHOTO = Photos.digest(REFUSED);

    private static TenCodes shared;

    final RunningPlatform platform = SharedPlatforms.on(Store.H2);
    final Cast cast = new Cast(platform);
    final CodeDesk desk = new CodeDesk(cast);
    final String batch;
    final List<JsonNode> codes;
    final List<String> lifts;
    final CodeText bound;

    private TenCodes() {
        batch = desk.stocked(10);
        codes = CodeDesk.codes(cast.city, batch);
        desk.handOver(cast.city, cast.district, batch, 1, 5, cast.districtId);
        desk.claim(cast.district, batch, 1, 3);
        desk.offer(cast.city, batch, 6, 6, cast.otherDistrictId);
        lifts = cast.lifts(2);
        desk.bind(url(1), lifts.get(0), 1);
        cast.district.post("/api/v1/codes/spoil", CodeDesk.spoilOf(batch, 5, 5)).expect(200);
        bound = CodeText.of(url(1));
        if (photo(Photos.digest(1)) != 200 || photo(REFUSED_PHOTO) != 404) {
            throw new AssertionError(
                    "The photo of the bound code is kept under its name, and that of what is refused is not");
        }
    }

    /** The ten of this run. */
    static synchronized TenCodes shared() {
        if (shared == null) {
            shared = new TenCodes();
        }
        return shared;
    }

    /** The address in the code of that serial. */
    String url(int serial) {
        return codes.get(serial - 1).path("url").asText();
    }

    /** The number of the code of that serial. */
    String number(int serial) {
        return codes.get(serial - 1).path("number").asText();
    }

    /** Everything a write could have changed; what leaves nothing in these tables would still leave a leaf in the ledger. */
    String state() {
        var state = new StringBuilder();
        state.append(leaves()).append(" leaves\n");
        state.append(CodeDesk.codes(cast.city, batch)).append('\n');
        state.append(CodeDesk.balance(cast.city)).append('\n');
        for (String list : List.of("hand-overs", "claims", "bindings", "batches")) {
            state.append(cast.city.all("/api/v1/" + list)).append('\n');
        }
        state.append(cast.city.get("/api/v1/devices/count").expect(200).body()).append('\n');
        for (String lift : lifts) {
            state.append(cast.city.get(Devices.path(lift)).expect(200).body()).append('\n');
            state.append(cast.city.all(Devices.path(lift) + "/entries")).append('\n');
        }
        return state.append("photo ").append(photo(REFUSED_PHOTO)).toString();
    }

    /** How many leaves the ledger has, when none waits any more; asked anew then, since the number of those that wait is read last. */
    private long leaves() {
        Waiting.until("every leaf is signed", Duration.ofMinutes(1), () -> ledger("pending") == 0);
        return ledger("size");
    }

    private long ledger(String member) {
        return cast.anybody()
                .get("/api/v1/ledger")
                .expect(200)
                .json()
                .path(member)
                .asLong(-1);
    }

    private int photo(String digest) {
        return cast.district.get("/api/v1/photos/" + digest).status();
    }

    /** A number that is well-formed and nobody's; of 900 thousand million the city has given out some thousand. */
    static String unknownNumber() {
        String twelve = Long.toString(
                java.util.concurrent.ThreadLocalRandom.current().nextLong(100_000_000_000L, 1_000_000_000_000L));
        for (int check = 0; check < 10; check++) {
            if (damm(twelve + check) == 0) {
                return twelve + check;
            }
        }
        throw new AssertionError(twelve);
    }

    private static int damm(String digits) {
        String[] table = {
            "0317598642",
            "7092154863",
            "4206871359",
            "1750983426",
            "6123045978",
            "3674209581",
            "5869720134",
            "8945362017",
            "9438617205",
            "2581436790"
        };
        int state = 0;
        for (int i = 0; i < digits.length(); i++) {
            state = Character.digit(table[state].charAt(Character.digit(digits.charAt(i), 10)), 10);
        }
        return state;
    }
}
