package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.NoBrowser;
import org.teshema.rest.RestResource;
import org.teshema.rest.TestServer;
import org.teshema.rest.account.Town;
import org.teshema.rest.ops.Meters;
import org.teshema.rest.scan.Desk;

/**
 * Every write of every resource, as a page of somebody else would make a browser send it: with our cookie, and, where it takes a form,
 * from somebody who is not logged in. The resources have nothing behind them: who came as far as that would stumble.
 */
class OwnPagesTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";

    private static CityKeys keys;
    private static TestServer server;
    private static final List<Write> WRITES = new ArrayList<>();

    private record Write(String verb, String path, Set<String> types, boolean byNobody) {
        boolean takesForms() {
            return types.contains(FORM) || types.contains(MULTIPART);
        }

        String type() {
            return types.isEmpty() ? "text/plain" : types.iterator().next();
        }

        String name() {
            return verb + " " + path;
        }
    }

    @BeforeAll
    static void start(@TempDir java.nio.file.Path folder) throws Exception {
        // What some ask at once is what the addresses of codes begin with.
        keys = Town.keys(folder, new CityClock(InstantSource.system()));
        Object desk = Proxy.newProxyInstance(
                Desk.class.getClassLoader(), new Class<?>[] {Desk.class}, (proxy, method, asked) -> {
                    if (method.getName().equals("prefix")) {
                        return keys.prefix();
                    }
                    throw new IllegalStateException("somebody came as far as " + method.getName());
                });
        List<RestResource> resources = new ArrayList<>();
        for (Class<?> type : Contract.resources()) {
            List<Write> writes = new ArrayList<>();
            for (Method method : Contract.methods(type)) {
                String verb = Contract.verb(method).orElseThrow().toUpperCase(Locale.ROOT);
                if (!Set.of("GET", "HEAD", "OPTIONS").contains(verb)) {
                    writes.add(write(verb, example(type, method), type, method));
                }
            }
            if (!writes.isEmpty()) {
                resources.add(KeylessWritesTest.withNothingBehind(type, keys, desk, new Meters()));
                WRITES.addAll(writes);
            }
        }
        server = new TestServer(
                Map.of("city", TestServer.actor(1, OrganisationKind.CITY_BUREAU, "310000")),
                resources.toArray(RestResource[]::new));
    }

    private static Write write(String verb, String path, Class<?> type, Method method) {
        Consumes taken = method.isAnnotationPresent(Consumes.class)
                ? method.getAnnotation(Consumes.class)
                : type.getAnnotation(Consumes.class);
        Set<String> types = taken == null ? Set.of() : new HashSet<>(Arrays.asList(taken.value()));
        return new Write(verb, path, types, method.isAnnotationPresent(NoBrowser.class));
    }

    /** A path that leads to the method: of words to choose from the first, and 1 for whatever else. */
    private static String example(Class<?> type, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = type.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
        return path.replaceAll("//+", "/")
                .replaceAll("\\{\\w+: ([\\w-]+)\\|[^}]*}", "$1")
                .replaceAll("\\{\\w+(:[^}]*)?}", "1");
    }

    @AfterAll
    static void stop() {
        server.close();
        keys.close();
    }

    @Test
    void with_our_cookie_nothing_is_changed_from_elsewhere() {
        each(write -> {
            for (String[] from : new String[][] {
                {"Origin", "https://elsewhere.example"},
                {"Origin", "null"},
                {"Referer", "https://elsewhere.example/" + server.port()},
                {"X-From", "nowhere"}
            }) {
                refused(write, send(write, write.type(), "Cookie", "teshema=city", from[0], from[1]));
            }
        });
        assertTrue(WRITES.size() > 60, WRITES::toString);
    }

    @Test
    void a_form_from_elsewhere_changes_nothing_for_who_is_not_logged_in_either() {
        each(write -> {
            if (write.takesForms()) {
                refused(write, send(write, write.type(), "Origin", "https://elsewhere.example"));
                refused(write, send(write, "", "Origin", "https://elsewhere.example"));
            }
        });
        assertTrue(WRITES.stream().filter(Write::takesForms).count() > 15, WRITES::toString);
    }

    @Test
    void what_no_browser_sends_is_one_thing() {
        assertEquals(
                List.of("POST /login/oidc/ended"),
                WRITES.stream().filter(Write::byNobody).map(Write::name).toList());
    }

    private static void each(Consumer<Write> check) {
        WRITES.stream().filter(write -> !write.byNobody()).forEach(check);
    }

    private static void refused(Write write, HttpResponse<String> answer) {
        assertEquals(403, answer.statusCode(), () -> write + " " + answer.body());
        assertTrue(answer.body().contains("不是从本平台的页面发出的"), () -> write + " " + answer.body());
    }

    private static HttpResponse<String> send(Write write, String type, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Accept", "*/*"));
        if (!type.isEmpty()) {
            all.addAll(List.of("Content-Type", type.equals(MULTIPART) ? type + "; boundary=x" : type));
        }
        return server.send(write.verb(), write.path(), "x", all.toArray(String[]::new));
    }
}
