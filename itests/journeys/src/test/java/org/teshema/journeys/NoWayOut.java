package org.teshema.journeys;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A machine without a network, for a JVM with these options: no name is known but the machine's own, whoever wants any other place comes
 * here and is turned away and written down, and no repository lies in the home of whoever builds. It takes no rights and no kernel that
 * lets networks be taken away, so that it is the same wherever tests are run.
 */
final class NoWayOut implements AutoCloseable {
    private static final int SOCKS = 5;
    private static final int BY_NAME = 3;
    private static final int LONGEST = 200;
    private static final int MILLISECONDS = 10_000;

    private final ServerSocket door;
    private final Path names;
    private final Path home;
    private final List<String> turnedAway = new CopyOnWriteArrayList<>();

    NoWayOut(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        String self = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        names = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n127.0.1.1 " + self + "\n");
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var porter = new Thread(this::watch, "no-way-out");
        porter.setDaemon(true);
        porter.start();
    }

    /** The options that a JVM is told. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        options.add("-Djdk.net.hosts.file=" + names);
        options.add("-Duser.home=" + home);
        for (String way : List.of("socksProxy", "http.proxy", "https.proxy")) {
            options.add("-D" + way + "Host=127.0.0.1");
            options.add("-D" + way + "Port=" + door.getLocalPort());
        }
        return options;
    }

    /** Where somebody wanted to go. */
    List<String> turnedAway() {
        return List.copyOf(turnedAway);
    }

    private void watch() {
        while (!door.isClosed()) {
            try (Socket one = door.accept()) {
                one.setSoTimeout(MILLISECONDS);
                turnedAway.add(wanted(one));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    turnedAway.add("somebody who did not say where: " + e.getMessage());
                }
            }
        }
    }

    /** What they ask for: of a SOCKS proxy an address, of one for HTTP a first line. */
    private static String wanted(Socket one) throws IOException {
        InputStream in = one.getInputStream();
        int first = in.read();
        if (first != SOCKS) {
            var line = new StringBuilder();
            for (int next = first; next >= ' ' && line.length() < LONGEST; next = in.read()) {
                line.append((char) next);
            }
            return line.toString();
        }
        var data = new DataInputStream(in);
        data.skipNBytes(data.readUnsignedByte());
        one.getOutputStream().write(new byte[] {SOCKS, 0});
        data.skipNBytes(3);
        boolean byName = data.readUnsignedByte() == BY_NAME;
        byte[] place = data.readNBytes(byName ? data.readUnsignedByte() : 4);
        return (byName
                        ? new String(place, StandardCharsets.UTF_8)
                        : InetAddress.getByAddress(place).getHostAddress()) + ":" + data.readUnsignedShort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
