package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Ten codes on the shared platform: 1 bound, 2 and 3 claimed, 4 with the district, 5 spoiled, 6 on its way to the other district, the
 * rest in stock. Made once; whoever uses them leaves them as they are.
 */
final class TenCodes {
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

    /** Everything a write could have changed. */
    String state() {
        return CodeDesk.codes(cast.city, batch) + "\n" + CodeDesk.balance(cast.city) + "\n"
                + cast.city.all("/api/v1/hand-overs") + "\n" + cast.city.all("/api/v1/claims") + "\n"
                + cast.city.all("/api/v1/bindings") + "\n" + cast.city.all("/api/v1/batches");
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
