package org.teshema.host.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Frames over a local socket: one thread reads, many may write. Whoever reads something that is no frame closes. The channel does not
 * block: who is interrupted while it writes to one that does closes it for all, and threads that call plugins are interrupted at any
 * moment.
 */
public final class Wire implements AutoCloseable {
    private static final List<Frame.Kind> KINDS = List.of(Frame.Kind.values());
    private static final int HEAD = 4 + 1 + 8 + 4 + 2;

    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration FULL = Duration.ofMillis(1);

    private final SocketChannel channel;
    private final Selector something;
    private final Duration writtenWithin;
    private final Object writing = new Object();

    /** Over this channel, which is connected. */
    public Wire(SocketChannel channel) throws IOException {
        this(channel, WRITTEN_WITHIN);
    }

    Wire(SocketChannel channel, Duration writtenWithin) throws IOException {
        this.channel = channel;
        this.writtenWithin = writtenWithin;
        channel.configureBlocking(false);
        something = Selector.open();
        channel.register(something, SelectionKey.OP_READ);
    }

    /**
     * Writes one frame, whole, also on a thread that is interrupted.
     *
     * @throws IOException when the other side is gone or does not read
     */
    public void write(Frame frame) throws IOException {
        byte[] name = frame.name().getBytes(StandardCharsets.UTF_8);
        if (name.length > Frame.LONGEST_NAME || frame.body().length > Frame.LONGEST) {
            throw new Unreadable("A frame of " + frame.body().length + " bytes is too long");
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + name.length + frame.body().length);
        bytes.putInt(frame.body().length)
                .put((byte) KINDS.indexOf(frame.kind()))
                .putLong(frame.call())
                .putInt(frame.ask())
                .putShort((short) name.length)
                .put(name)
                .put(frame.body())
                .flip();
        synchronized (writing) {
            boolean interrupted = false;
            try {
                long begun = System.nanoTime();
                while (bytes.hasRemaining()) {
                    if (channel.write(bytes) == 0) {
                        if (System.nanoTime() - begun > writtenWithin.toNanos()) {
                            close();
                            throw new IOException("The other side does not read");
                        }
                        // With its flag up a thread does not wait.
                        interrupted |= Thread.interrupted();
                        LockSupport.parkNanos(FULL.toNanos());
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Reads one frame; waits for it.
     *
     * @throws IOException when the other side is gone
     * @throws Unreadable when what comes is no frame
     */
    public Frame read() throws IOException {
        ByteBuffer head = filled(HEAD);
        int length = head.getInt();
        int kind = head.get() & 0xff;
        long call = head.getLong();
        int ask = head.getInt();
        int name = head.getShort() & 0xffff;
        if (length < 0 || length > Frame.LONGEST || kind >= KINDS.size() || name > Frame.LONGEST_NAME) {
            throw new Unreadable("What came is no frame");
        }
        String named = new String(filled(name).array(), StandardCharsets.UTF_8);
        return new Frame(KINDS.get(kind), call, ask, named, filled(length).array());
    }

    private ByteBuffer filled(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes);
            if (read < 0) {
                throw new EOFException("The other side is gone");
            }
            if (read == 0) {
                await();
            }
        }
        return bytes.flip();
    }

    private void await() throws IOException {
        try {
            something.select();
            something.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            something.close();
        } catch (IOException e) {
            // It is closed, or never was open: there is nothing left to do about it.
        }
    }
}
