package org.teshema.bench.running;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients on the loopback, each with one connection that it keeps, asking again as soon as it has its answer. They read the
 * whole body and count what is not a 200. Belongs to one thread.
 */
public final class Clients {
    private static final String JSON = "application/json";

    private final int port;
    private final int count;
    private final String accept;

    /** That many clients of a server, which ask for JSON. */
    public Clients(int port, int count) {
        this(port, count, JSON);
    }

    /** The same, which ask for that form. */
    public Clients(int port, int count, String accept) {
        this.port = port;
        this.count = count;
        this.accept = accept;
    }

    /**
     * What they saw.
     *
     * @param micros the time of each answer in microseconds, ascending
     * @param failed how many were not a 200 or did not come
     * @param bytes bytes of all bodies
     */
    @SuppressWarnings("ArrayRecordComponent") // read and never compared
    public record Seen(long[] micros, long failed, long bytes) {
        /** The time that share of all answers did not exceed, in milliseconds. */
        public double quantile(double share) {
            int at = (int) Math.ceil(share * micros.length) - 1;
            return micros[Math.max(0, at)] / 1000.0;
        }

        /** The mean size of a body. */
        public long meanBytes() {
            return bytes / Math.max(1, micros.length);
        }
    }

    /** Asks for that many paths, each time for one at random. */
    public Seen ask(List<String> paths, int requests) {
        var left = new AtomicInteger(requests);
        var failed = new AtomicLong();
        var bytes = new AtomicLong();
        long[] micros = new long[requests];
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            var thread = new Thread(() -> one(paths, left, micros, failed, bytes), "client-" + i);
            threads.add(thread);
            thread.start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Arrays.sort(micros);
        return new Seen(micros, failed.get(), bytes.get());
    }

    private void one(List<String> paths, AtomicInteger left, long[] micros, AtomicLong failed, AtomicLong bytes) {
        var random = ThreadLocalRandom.current();
        long read = 0;
        Connection connection = null;
        for (int at = left.decrementAndGet(); at >= 0; at = left.decrementAndGet()) {
            String path = paths.get(random.nextInt(paths.size()));
            long began = System.nanoTime();
            try {
                if (connection == null) {
                    connection = new Connection(port, accept);
                }
                read += connection.get(path);
            } catch (IOException e) {
                failed.incrementAndGet();
                connection = null;
            }
            micros[at] = (System.nanoTime() - began) / 1000;
        }
        bytes.addAndGet(read);
        if (connection != null) {
            connection.close();
        }
    }

    /** The body of one answer. */
    public static byte[] body(int port, String path) {
        try {
            var connection = new Connection(port);
            try {
                return connection.fetch(path);
            } finally {
                connection.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + path, e);
        }
    }

    /** One connection that is kept. */
    public static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[16_384];
        private final String accept;

        /** Connects to a server on the loopback, to ask for JSON. */
        public Connection(int port) throws IOException {
            this(port, JSON);
        }

        /** The same, to ask for that form. */
        Connection(int port, String accept) throws IOException {
            this.accept = accept;
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream(), 16_384);
            out = socket.getOutputStream();
        }

        /** Asks, reads the whole answer and gives the length of its body; an IOException unless it is a 200. */
        int get(String path) throws IOException {
            return fetch(path).length;
        }

        /** Asks and gives the body; an IOException unless the answer is a 200. */
        public byte[] fetch(String path) throws IOException {
            out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + accept + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String status = line();
            int length = -1;
            boolean chunked = false;
            boolean last = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (starts(header, "content-length:")) {
                    length = Integer.parseInt(header.substring(15).trim());
                } else if (starts(header, "transfer-encoding:")) {
                    chunked = true;
                } else if (starts(header, "connection:")) {
                    last = header.contains("close");
                }
            }
            byte[] body = chunked ? chunks() : in.readNBytes(Math.max(0, length));
            if (last || !status.startsWith("HTTP/1.1 200")) {
                close();
                if (!status.startsWith("HTTP/1.1 200")) {
                    throw new IOException(status);
                }
            }
            return body;
        }

        private byte[] chunks() throws IOException {
            byte[] body = new byte[0];
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                int before = body.length;
                body = Arrays.copyOf(body, before + size);
                in.readNBytes(body, before, size);
                line();
            }
            line();
            return body;
        }

        private static boolean starts(String header, String name) {
            return header.regionMatches(true, 0, name, 0, name.length());
        }

        private String line() throws IOException {
            int length = 0;
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("The server closed the connection");
                }
                if (next != '\r') {
                    buffer[length++] = (byte) next;
                }
            }
            return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
