package org.teshema.engine.host.guest;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URL;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;

/** Networks and sockets. */
final class NetMischief {
    private NetMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("tcp", (address, platform) -> {
            try (var socket = new Socket()) {
                String[] parts = address.split(":", 2);
                socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1000);
                return "GOT IN: connected to " + address;
            }
        });
        all.put("channel", (address, platform) -> {
            String[] parts = address.split(":", 2);
            try (var channel = SocketChannel.open(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])))) {
                return "GOT IN: " + channel;
            }
        });
        all.put(
                "url",
                (address, platform) -> "GOT IN: "
                        + new URL("http://" + address + "/").openStream().read());
        all.put("listen", (none, platform) -> {
            try (var server = new ServerSocket(0)) {
                return "GOT IN: listens at " + server;
            }
        });
        all.put("udp", (address, platform) -> {
            String[] parts = address.split(":", 2);
            try (var socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(
                        new byte[1], 1, new InetSocketAddress(parts[0], Integer.parseInt(parts[1]))));
                return "GOT IN: sent to " + address;
            }
        });
        all.put("dns", (name, platform) -> "GOT IN: " + InetAddress.getByName(name));
        all.put("interfaces", (none, platform) -> {
            var found = NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .toList();
            return found.stream().allMatch("lo"::equals) ? "nothing but " + found : "GOT IN: " + found;
        });
        all.put("unix-socket", (path, platform) -> {
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(path));
                return "GOT IN: connected to " + path;
            }
        });
        all.put("own-unix-socket", (none, platform) -> {
            try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of("/tmp/s"));
                return "GOT IN: others may meet it at /tmp/s";
            }
        });
    }
}
