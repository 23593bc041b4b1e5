package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.teshema.rest.account.Town.cookie;
import static org.teshema.rest.account.Town.found;
import static org.teshema.rest.account.Town.member;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.engine.account.MembershipRole;
import org.teshema.engine.account.ProvidedLogIns;
import org.teshema.engine.codes.CityKeys;
import org.teshema.engine.oidc.Links;
import org.teshema.engine.oidc.Oidc;
import org.teshema.rest.TestServer;
import org.teshema.rest.account.IdentitiesResource;
import org.teshema.rest.account.Town;

/** A browser's way by a provider that signs its tokens with nothing but the JDK. */
class OidcResourceTest {
    private final Town town = new Town();
    private KeyPair pair;
    private HttpServer provider;
    private volatile String nonce = "";
    private CityKeys keys;
    private long anna;
    private TestServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        provide();
        keys = Town.keys(folder, town.clock);
        town.account("admin", town.city, MembershipRole.MEMBER);
        anna = town.account("anna", town.city, MembershipRole.MEMBER);
        var logIns = new ProvidedLogIns(town.database, town.accounts);
        var links = new Links(town.database, town.writes, town.clock, logIns);
        var oidc = new Oidc(config(), town.database, links, logIns, keys, town.clock);
        town.open(oidc, new OidcResource(oidc, town.pages), new IdentitiesResource(links, oidc));
        server = town.server();
    }

    @AfterEach
    void close() {
        provider.stop(0);
        town.close();
        keys.close();
    }

    @Test
    void a_browser_goes_there_is_linked_by_a_code_and_logs_out_of_both() {
        assertTrue(server.get("/login?next=/inbox").body().contains("href=\"/login/oidc?next=%2Finbox\""));
        HttpResponse<String> departure = server.get("/login/oidc?next=/inbox");
        assertEquals(303, departure.statusCode(), departure.body());
        String kept = departure.headers().firstValue("Set-Cookie").orElse("");
        for (String part : List.of("HttpOnly", "SameSite=Lax", "Path=/login/oidc", "Max-Age=600")) {
            assertTrue(kept.contains(part), kept);
        }
        assertFalse(kept.contains("Domain"), "the host's own");
        String state = asked(departure, "state");
        nonce = asked(departure, "nonce");
        String callback = "/login/oidc/callback?code=c&state=" + state;
        assertEquals(401, server.get(callback).statusCode(), "another browser");
        HttpResponse<String> unknown = server.get(callback, "Cookie", cookie(departure));
        assertEquals(200, unknown.statusCode(), unknown.body());
        assertTrue(unknown.headers().firstValue("Set-Cookie").orElse("").contains("Max-Age=0"));
        assertEquals("no-store", unknown.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(401, server.get(callback, "Cookie", cookie(departure)).statusCode(), "once");

        String code = member(as("POST", "/api/v1/identities/codes", "{\"account\":\"" + anna + "\"}", 201), "code");
        String unlinked = found("name=\"unlinked\" value=\"([^\"]+)\"", unknown.body());
        String form = "unlinked=" + unlinked + "&code=";
        assertEquals(401, form("/login/oidc/link", form + "wrong", origin(), "").statusCode());
        assertEquals(
                403,
                form("/login/oidc/link", form + code, "http://evil.example", "").statusCode());
        HttpResponse<String> in = form("/login/oidc/link", form + code, origin(), "");
        assertEquals(303, in.statusCode(), in.body());
        assertEquals("/inbox", in.headers().firstValue("Location").orElse(""));
        assertTrue(cookie(in).startsWith("teshema="), cookie(in));
        String me = server.get("/api/v1/me", "Cookie", cookie(in)).body();
        assertTrue(me.contains("\"anna\""), me);

        HttpResponse<String> again = server.get("/login/oidc");
        nonce = asked(again, "nonce");
        HttpResponse<String> second =
                server.get("/login/oidc/callback?code=c&state=" + asked(again, "state"), "Cookie", cookie(again));
        assertEquals(303, second.statusCode(), second.body());
        String session = second.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("teshema="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
        HttpResponse<String> out = form("/logout", "", origin(), session);
        assertEquals(200, out.statusCode(), out.body());
        String refresh = out.headers().firstValue("Refresh").orElse("");
        assertTrue(refresh.startsWith("0; url=" + issuer() + "/logout?id_token_hint="), refresh);
        assertEquals(401, server.get("/api/v1/me", "Cookie", session).statusCode());
    }

    @Test
    void who_may_links_and_unlinks_and_the_provider_ends_what_began_there() {
        String subject = "{\"account\":\"" + anna + "\",\"subject\":\"anna-there\"}";
        String id = member(as("POST", "/api/v1/identities", subject, 201), "id");
        assertTrue(as("GET", "/api/v1/identities", null, 200).body().contains("anna-there"));
        HttpResponse<String> departure = server.get("/login/oidc");
        nonce = asked(departure, "nonce");
        HttpResponse<String> in = server.get(
                "/login/oidc/callback?code=c&state=" + asked(departure, "state"), "Cookie", cookie(departure));
        String session = in.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("teshema="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
        assertEquals(200, server.get("/api/v1/me", "Cookie", session).statusCode());
        assertEquals(
                400,
                form("/login/oidc/ended", "logout_token=" + idToken(), "", "").statusCode());
        String ended = "logout_token="
                + signed(
                        "\"jti\":\"j\",\"sub\":\"anna-there\",\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}");
        HttpResponse<String> told = form("/login/oidc/ended", ended, "", "");
        assertEquals(200, told.statusCode(), told.body());
        assertEquals("no-store", told.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(401, server.get("/api/v1/me", "Cookie", session).statusCode());
        assertEquals(400, form("/login/oidc/ended", ended, "", "").statusCode(), "once");
        as("DELETE", "/api/v1/identities/" + id, null, 204);
        assertFalse(as("GET", "/api/v1/identities", null, 200).body().contains("anna-there"));
    }

    @Test
    void a_provider_that_is_away_is_told_in_words_on_the_page_of_the_password() {
        provider.stop(0);
        HttpResponse<String> page = server.get("/login/oidc");
        assertEquals(401, page.statusCode());
        assertTrue(page.body().contains("统一身份认证登录未成功") && page.body().contains("name=\"password\""), page.body());
    }

    private void provide() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String answer;
            if (path.endsWith("/openid-configuration")) {
                answer = "{\"issuer\":\"" + issuer() + "\",\"authorization_endpoint\":\"" + issuer()
                        + "/auth\",\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\"" + issuer()
                        + "/keys\",\"end_session_endpoint\":\"" + issuer() + "/logout\"}";
            } else if (path.equals("/keys")) {
                var key = (RSAPublicKey) pair.getPublic();
                answer = "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k\",\"n\":\"" + number(key.getModulus()) + "\",\"e\":\""
                        + number(key.getPublicExponent()) + "\"}]}";
            } else {
                answer = "{\"token_type\":\"Bearer\",\"id_token\":\"" + idToken() + "\"}";
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        provider.start();
    }

    private String issuer() {
        return "http://127.0.0.1:" + provider.getAddress().getPort();
    }

    private String idToken() {
        return signed("\"sub\":\"anna-there\",\"sid\":\"s\",\"nonce\":\"" + nonce + "\"");
    }

    private String signed(String claims) {
        long second = town.now().getEpochSecond();
        String head = coded("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8));
        String body = coded(("{\"iss\":\"" + issuer() + "\",\"aud\":\"teshema\",\"iat\":" + second + ",\"exp\":"
                        + (second + 300) + "," + claims + "}")
                .getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
            return head + "." + body + "." + coded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return coded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String coded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The configuration with its defaults, for that provider. */
    private Oidc.Config config() {
        Map<String, String> said = Map.of(
                "issuer", issuer(),
                "client_id", "teshema",
                "client_secret", "ours",
                "home", "http://127.0.0.1:8181");
        return (Oidc.Config) Proxy.newProxyInstance(
                Oidc.Config.class.getClassLoader(), new Class<?>[] {Oidc.Config.class}, (proxy, method, arguments) -> {
                    Object value = said.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
    }

    private HttpResponse<String> as(String method, String path, String body, int status) {
        HttpResponse<String> answer = town.as(member(town.logIn("admin"), "token"), method, path, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return answer;
    }

    private HttpResponse<String> form(String path, String body, String from, String cookie) {
        return town.form(path, body, from, cookie);
    }

    private String origin() {
        return town.origin();
    }

    private static String asked(HttpResponse<String> departure, String name) {
        String to = departure.headers().firstValue("Location").orElse("");
        return URLDecoder.decode(found("[?&]" + name + "=([^&]+)", to), StandardCharsets.UTF_8);
    }
}
