package org.teshema.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A tab of the browser, told what to do by the DevTools protocol. Belongs to one thread. */
final class Tab {
    private static final int SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();
    private final List<JsonNode> complaints = new CopyOnWriteArrayList<>();
    private final Set<String> documents = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String document = "";

    Tab(HttpClient client, URI address) {
        socket =
                client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
        call("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    /** Makes it as wide and high as that, in CSS pixels. */
    Tab sized(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 800));
        return this;
    }

    /** Is who has that session from now on, or nobody. */
    Tab as(URI base, String cookie, String token) {
        call("Network.clearBrowserCookies", Map.of());
        if (!token.isEmpty()) {
            call("Network.setCookie", Map.of("name", cookie, "value", token, "url", base.toString(), "httpOnly", true));
        }
        return this;
    }

    /** Runs that script on every page from now on, before any of the page's own. */
    Tab with(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** Goes there and waits until all of it is there. */
    Tab open(URI address) {
        complaints.clear();
        documents.clear();
        bytes.set(0);
        loaded.clear();
        JsonNode gone = call("Page.navigate", Map.of("url", address.toString()));
        if (gone.has("errorText")) {
            throw new AssertionError(address + ": " + gone.path("errorText").asText());
        }
        awaitLoad();
        return this;
    }

    /** Does that on the page, which leads to another, and waits until all of that is there. */
    Tab go(String expression) {
        loaded.clear();
        value(expression);
        awaitLoad();
        return this;
    }

    /** Chooses a file in the field of that selector. */
    void choose(String selector, Path file) {
        JsonNode root = call("DOM.getDocument", Map.of()).path("root").path("nodeId");
        JsonNode node = call("DOM.querySelector", Map.of("nodeId", root.asInt(), "selector", selector))
                .path("nodeId");
        call("DOM.setFileInputFiles", Map.of("nodeId", node.asInt(), "files", List.of(file.toString())));
    }

    /** Is at that place from now on, and lets pages know it. */
    void at(URI base, double latitude, double longitude) {
        call(
                "Browser.grantPermissions",
                Map.of(
                        "origin",
                        base.getScheme() + "://" + base.getAuthority(),
                        "permissions",
                        List.of("geolocation")));
        call("Emulation.setGeolocationOverride", Map.of("latitude", latitude, "longitude", longitude, "accuracy", 10));
    }

    private void awaitLoad() {
        try {
            if (loaded.poll(SECONDS, TimeUnit.SECONDS) == null) {
                throw new AssertionError("The page did not come");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What that expression of JavaScript is worth on the page; a promise is waited for. */
    JsonNode value(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** What the browser complained of since the page was opened: refused by its policy, not found, failed scripts. */
    List<String> complaints() {
        return complaints.stream()
                .filter(one -> !isOfPage(one))
                .map(one -> one.path("text").asText() + " " + one.path("url").asText())
                .toList();
    }

    /** That a page is about something that is not there, or is refused, is no complaint. */
    private boolean isOfPage(JsonNode complaint) {
        return complaint.path("source").asText().equals("network")
                && documents.contains(complaint.path("url").asText());
    }

    /** The page as the server sent it. */
    String source() {
        return call("Network.getResponseBody", Map.of("requestId", document))
                .path("body")
                .asText();
    }

    /** Bytes that came over the network since the page was opened. */
    long bytes() {
        return bytes.get();
    }

    /** A picture of the whole page, as PNG. */
    byte[] picture() {
        JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    void close() {
        socket.abort();
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(number, answer);
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters)), true)
                    .join();
            JsonNode said = answer.get(SECONDS, TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new AssertionError(method + ": " + said.path("error"));
            }
            return said.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    private void heard(JsonNode said) {
        if (said.has("id")) {
            asked.remove(said.path("id").asInt()).complete(said);
            return;
        }
        JsonNode what = said.path("params");
        switch (said.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.add("loaded");
            case "Network.loadingFinished" ->
                bytes.addAndGet(what.path("encodedDataLength").asLong());
            case "Network.requestWillBeSent" -> {
                if (what.path("type").asText().equals("Document")) {
                    document = what.path("requestId").asText();
                    documents.add(what.path("request").path("url").asText());
                }
            }
            case "Runtime.exceptionThrown" -> complaints.add(what.path("exceptionDetails"));
            case "Log.entryAdded" -> {
                if (what.path("entry").path("level").asText().equals("error")) {
                    complaints.add(what.path("entry"));
                }
            }
            default -> {}
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                String text = part.toString();
                part.setLength(0);
                try {
                    heard(JSON.readTree(text));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            from.request(1);
            return null;
        }
    }
}
