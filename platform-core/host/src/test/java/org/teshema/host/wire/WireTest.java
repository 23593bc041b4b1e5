package org.teshema.host.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
    /** More than lies in a socket of which nobody reads. */
    private static final Frame LONG = Frame.of(Frame.Kind.ANSWER, 7, 0, new byte[4 * 1024 * 1024]);

    private static final Frame SHORT = Frame.words(Frame.Kind.FAULT, 8, 3, "after it");

    @TempDir
    Path folder;

    private Wire here;
    private Wire there;

    @BeforeEach
    void connect() throws IOException {
        var place = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(place);
            here = new Wire(SocketChannel.open(place));
            there = new Wire(door.accept());
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void who_is_interrupted_while_it_writes_writes_to_the_end_and_the_line_stays_open() throws Exception {
        var flag = new FutureTask<>(() -> {
            here.write(LONG);
            return Thread.currentThread().isInterrupted();
        });
        var writer = new Thread(flag);
        writer.start();
        while (writer.getState() != Thread.State.TIMED_WAITING && writer.isAlive()) {
            Thread.onSpinWait();
        }
        writer.interrupt();
        same(LONG, there.read());
        assertTrue(flag.get(), "whoever was interrupted is not told");
        here.write(SHORT);
        same(SHORT, there.read());
    }

    @Test
    void who_was_interrupted_before_writes_all_the_same() throws Exception {
        Thread.currentThread().interrupt();
        here.write(SHORT);
        assertTrue(Thread.interrupted());
        same(SHORT, there.read());
    }

    @Test
    void a_side_that_does_not_read_is_given_up() throws Exception {
        try (var hasty = new Hasty()) {
            var thrown = assertThrows(IOException.class, () -> hasty.wire.write(LONG));
            assertEquals("The other side does not read", thrown.getMessage());
            assertThrows(IOException.class, () -> hasty.wire.write(SHORT));
        }
    }

    @Test
    void whoever_reads_is_told_when_either_side_closes() throws Exception {
        var readers = Executors.newFixedThreadPool(2);
        try {
            var mine = readers.submit(here::read);
            var theirs = readers.submit(there::read);
            here.close();
            for (var reader : List.of(mine, theirs)) {
                var thrown = assertThrows(ExecutionException.class, reader::get);
                assertTrue(thrown.getCause() instanceof IOException, thrown::toString);
            }
            assertThrows(IOException.class, () -> here.write(SHORT));
        } finally {
            readers.shutdownNow();
        }
    }

    private static void same(Frame expected, Frame read) {
        assertEquals(expected.kind(), read.kind());
        assertEquals(expected.call(), read.call());
        assertEquals(expected.ask(), read.ask());
        assertArrayEquals(expected.body(), read.body());
    }

    /** A line to nobody that reads, and that does not wait long for it. */
    private final class Hasty implements AutoCloseable {
        private final SocketChannel silent;
        private final Wire wire;

        Hasty() throws IOException {
            var place = UnixDomainSocketAddress.of(folder.resolve("silent"));
            try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                door.bind(place);
                wire = new Wire(SocketChannel.open(place), Duration.ofMillis(50));
                silent = door.accept();
            }
        }

        @Override
        public void close() throws IOException {
            wire.close();
            silent.close();
        }
    }
}
