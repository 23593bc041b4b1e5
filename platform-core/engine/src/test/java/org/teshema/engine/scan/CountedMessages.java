package org.teshema.engine.scan;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for the driver of PostgreSQL that note what is sent: the type of each message of the protocol, such as {@code E} for the
 * execution of a prepared statement, {@code Q} for a plain one and {@code S} for the end of a round trip. The driver makes it by its name.
 */
public final class CountedMessages extends SocketFactory {
    private static final StringBuilder SENT = new StringBuilder();

    /** As parameters of a JDBC URL. */
    static String parameters() {
        return "&sslmode=disable&gssEncMode=disable&socketFactory=" + CountedMessages.class.getName();
    }

    /** What was sent since this was asked last. */
    static String sent() {
        synchronized (SENT) {
            String sent = SENT.toString();
            SENT.setLength(0);
            return sent;
        }
    }

    private static void note(char type) {
        synchronized (SENT) {
            SENT.append(type);
        }
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new Noting(super.getOutputStream());
            }
        };
    }

    /** Each message is its type, four bytes of length that count themselves, and a body; only the first one has no type. */
    private static final class Noting extends FilterOutputStream {
        private long left;
        private int inHead = 1;
        private int length;

        Noting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            read(one & 0xff);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int i = from; i < from + count; i++) {
                read(bytes[i] & 0xff);
            }
            out.write(bytes, from, count);
        }

        private void read(int one) {
            if (left > 0) {
                left--;
            } else if (inHead == 0) {
                CountedMessages.note((char) one);
                inHead = 1;
            } else {
                length = (length << 8) | one;
                inHead++;
                if (inHead == 5) {
                    left = length - 4L;
                    length = 0;
                    inHead = 0;
                }
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
