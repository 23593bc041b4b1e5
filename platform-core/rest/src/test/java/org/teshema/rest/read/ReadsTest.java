package org.teshema.rest.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.TestServer;

/** What makes a line in the log of who read what, and what does not. */
class ReadsTest {
    private final Actor unit = TestServer.actor(2, OrganisationKind.USING_UNIT, "310115");
    private final List<Reads.Read> lines = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T01:00:00Z");
    private final Reads reads = new Reads(new CityClock(() -> now), lines::add);

    /** A request that keeps its attributes, and knows nothing else but its method. */
    private static HttpServletRequest request(String method) {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                ReadsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, asked, given) -> switch (asked.getName()) {
                    case "getMethod" -> method;
                    case "getAttribute" -> attributes.get(given[0]);
                    case "setAttribute" -> attributes.put(given[0], given[1]);
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
    }

    private void read(Actor reader, String what) {
        HttpServletRequest request = request("GET");
        Reads.by(request, reader);
        Reads.mark(request, what, false);
        reads.answered(request, 200);
    }

    @Test
    void the_same_is_one_line_a_day_by_the_day_of_the_city() {
        read(unit, "device 1");
        read(unit, "device 1");
        read(unit, "device 2");
        read(TestServer.actor(3, OrganisationKind.USING_UNIT, "310115"), "device 1");
        assertEquals(3, lines.size());
        // One second before midnight in Shanghai, and midnight.
        now = Instant.parse("2026-11-24T15:59:59Z");
        read(unit, "device 1");
        assertEquals(3, lines.size());
        now = now.plus(Duration.ofSeconds(1));
        read(unit, "device 1");
        assertEquals(new Reads.Read(2, 2, "device 1", Duty.USE), lines.get(3));
    }

    @Test
    void of_more_than_it_remembers_some_are_written_twice_and_none_is_lost() {
        for (int i = 0; i <= Reads.MOST; i++) {
            read(unit, "device " + i);
        }
        assertEquals(Reads.MOST + 1, lines.size());
        read(unit, "device 0");
        assertEquals(Reads.MOST + 2, lines.size());
    }

    @ParameterizedTest
    @CsvSource({"GET,200,1", "GET,304,1", "GET,206,1", "GET,404,0", "GET,403,0", "GET,303,0", "GET,500,0", "POST,200,0"
    })
    void what_was_not_shown_was_not_read(String method, int status, int expected) {
        HttpServletRequest request = request(method);
        Reads.by(request, unit);
        Reads.mark(request, "device 1", false);
        reads.answered(request, status);
        assertEquals(expected, lines.size());
    }

    @Test
    void nobody_and_nothing_personal_make_no_line() {
        HttpServletRequest nobody = request("GET");
        Reads.mark(nobody, "device 1", false);
        reads.answered(nobody, 200);
        HttpServletRequest plain = request("GET");
        Reads.by(plain, unit);
        reads.answered(plain, 200);
        assertEquals(List.of(), lines);
    }

    @ParameterizedTest
    @EnumSource(OrganisationKind.class)
    void what_for_follows_from_the_role_and_of_accounts_it_is_the_accounts(OrganisationKind role) {
        read(TestServer.actor(9, role, "310115"), "device 1");
        Duty expected = switch (role) {
            case CITY_BUREAU, DISTRICT, STATION -> Duty.SUPERVISION;
            case INSPECTION_BODY -> Duty.INSPECTION;
            case USING_UNIT -> Duty.USE;
            case MAINTENANCE_UNIT -> Duty.MAINTENANCE;
        };
        assertEquals(expected, lines.get(0).duty());
        HttpServletRequest request = request("GET");
        Reads.by(request, unit);
        Reads.mark(request, "/accounts", true);
        reads.answered(request, 200);
        assertEquals(new Reads.Read(2, 2, "/accounts", Duty.ACCOUNTS), lines.get(1));
    }
}
