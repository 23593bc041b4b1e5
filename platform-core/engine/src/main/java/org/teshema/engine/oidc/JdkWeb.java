package org.teshema.engine.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.teshema.engine.oidc.Refused.Reason;

/** The way to the provider by the JDK's client: follows no redirect, waits so long and reads so much. Thread-safe. */
final class JdkWeb implements Web {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Duration longest;

    /** Waits so long for a whole answer. */
    JdkWeb(Duration longest) {
        this.longest = longest;
    }

    @Override
    public String get(URI from) throws Refused {
        return send(HttpRequest.newBuilder(from)
                .header("Accept", "application/json")
                .GET());
    }

    @Override
    public String post(URI to, Map<String, String> form, String authorization) throws Refused {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String send(HttpRequest.Builder request) throws Refused {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.timeout(longest).build(), head -> new Limited());
        try {
            HttpResponse<byte[]> answer = sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new Refused(Reason.STATUS);
            }
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause != null && !(cause instanceof TooLarge)) {
                cause = cause.getCause();
            }
            throw new Refused(cause == null ? Reason.AWAY : Reason.TOO_LARGE);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new Refused(Reason.AWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sent.cancel(true);
            throw new Refused(Reason.AWAY);
        }
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads until it is too much. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final List<byte[]> parts = new ArrayList<>();
        private Flow.Subscription from;
        private int size;

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            from = subscription;
            from.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                size += part.length;
                if (size > MOST_BYTES) {
                    from.cancel();
                    whole.completeExceptionally(new TooLarge());
                    return;
                }
                parts.add(part);
            }
        }

        @Override
        public void onError(Throwable fault) {
            whole.completeExceptionally(fault);
        }

        @Override
        public void onComplete() {
            ByteBuffer all = ByteBuffer.allocate(size);
            parts.forEach(all::put);
            whole.complete(all.array());
        }
    }
}
