package org.teshema.host.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames over a local socket: one thread reads, many may write. Whoever reads something that is no frame closes. */
public final class Wire implements AutoCloseable {
    private static final List<Frame.Kind> KINDS = List.of(Frame.Kind.values());
    private static final int HEAD = 4 + 1 + 8 + 4 + 2;

    private final SocketChannel channel;
    private final Object writing = new Object();

    /** Over this channel, which is connected and blocks. */
    public Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes one frame.
     *
     * @throws IOException when the other side is gone
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
            // Who writes while it is interrupted closes the channel for all.
            boolean interrupted = Thread.interrupted();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Interrupts a thread that may be writing here: once it is done, so that its frame goes out whole and the channel stays open. */
    public void interrupt(Thread writer) {
        synchronized (writing) {
            writer.interrupt();
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
            if (channel.read(bytes) < 0) {
                throw new EOFException("The other side is gone");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed, or never was open: there is nothing left to do about it.
        }
    }
}
