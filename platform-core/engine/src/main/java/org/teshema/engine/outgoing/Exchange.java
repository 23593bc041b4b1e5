package org.teshema.engine.outgoing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.teshema.api.app.HttpRequest;
import org.teshema.api.app.HttpResponse;
import org.teshema.api.app.PlatformFailure;
import org.teshema.api.app.PlatformFailure.Reason;

/**
 * One request and its answer in HTTP/1.1 over a connection of its own, to an address that was chosen before: the name is sent and, with
 * TLS, must be the certificate's, but is not looked up again.
 */
final class Exchange {
    private static final int MOST_HEAD = 32 * 1024;
    private static final int MOST_HEADERS = 100;

    private final Origin origin;
    private final Socket plain = new Socket();
    private final int millis;

    /** An exchange with that place; {@link #end} ends it at any time. */
    Exchange(Origin origin, int millis) {
        this.origin = origin;
        this.millis = millis;
    }

    HttpResponse send(HttpRequest request, InetAddress address, SSLSocketFactory tls) throws IOException {
        plain.setSoTimeout(millis);
        plain.connect(new InetSocketAddress(address, origin.port()), millis);
        if (!origin.isSecure()) {
            return exchange(plain, request);
        }
        try (var secure = (SSLSocket) tls.createSocket(plain, origin.host(), origin.port(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return exchange(secure, request);
        }
    }

    private HttpResponse exchange(Socket socket, HttpRequest request) throws IOException {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.write(head(request, body.length).getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        socket.getOutputStream().write(out.toByteArray());
        socket.getOutputStream().flush();
        return read(new BufferedInputStream(socket.getInputStream()));
    }

    private String head(HttpRequest request, int length) {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(origin.authority())
                .append("\r\nConnection: close\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (length > 0 || request.method().startsWith("P")) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static HttpResponse read(InputStream in) throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = status(line(in));
            headers = headers(in);
        } while (status < 200 && status != 101);
        byte[] body = status == 204 || status == 304 ? new byte[0] : body(in, headers);
        headers.remove("set-cookie");
        return new HttpResponse(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException("What answers does not speak HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new TreeMap<String, String>();
        int lines = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || ++lines > MOST_HEADERS) {
                throw new IOException("The head of the answer cannot be read");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, more) -> one + ", " + more);
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        String coding = headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT);
        if (coding.equals("chunked")) {
            return chunks(in);
        }
        if (!coding.isEmpty()) {
            throw new IOException("The answer is coded as " + coding);
        }
        String length = headers.get("content-length");
        if (length == null) {
            return within(in.readNBytes(HttpRequest.MOST_BYTES + 1));
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new IOException("The answer is of no known length");
        }
        return exactly(in, Long.parseLong(length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in).replaceFirst("[ ;].*", "");
            if (!size.matches("[0-9a-fA-F]{1,8}")) {
                throw new IOException("The answer comes in parts that cannot be read");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                headers(in);
                return body.toByteArray();
            }
            within(body.size() + length);
            body.write(exactly(in, length));
            line(in);
        }
    }

    private static byte[] exactly(InputStream in, long length) throws IOException {
        within(length);
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended before its time");
        }
        return bytes;
    }

    private static byte[] within(byte[] bytes) {
        within(bytes.length);
        return bytes;
    }

    private static void within(long length) {
        if (length > HttpRequest.MOST_BYTES) {
            throw new PlatformFailure(Reason.TOO_MUCH, "The answer has more than " + HttpRequest.MOST_BYTES + " bytes");
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int one = in.read();
            if (one < 0 || line.size() > MOST_HEAD) {
                throw new EOFException("The answer ended before its time, or has a line without an end");
            }
            if (one == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            line.write(one);
        }
    }

    /** Ends it, from whichever thread. */
    void end() {
        try {
            plain.close();
        } catch (IOException e) {
            // It is closed as far as anybody can tell.
            return;
        }
    }
}
