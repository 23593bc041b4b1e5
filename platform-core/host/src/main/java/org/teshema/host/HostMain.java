package org.teshema.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.teshema.api.plugin.SceneApp;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Wire;

/** Starts the host: {@code HostMain SOCKET JAR CLASS}, with the word it says first on the standard input. Ends with the socket. */
public final class HostMain {
    private HostMain() {}

    /** Runs until the platform is gone. */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            serve(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
            status = 0;
        } catch (Throwable thrown) { // whatever it is, this process ends with it
            System.err.println("The host ends: " + thrown);
        } finally {
            // No hook of a plugin's is waited for.
            Runtime.getRuntime().halt(status);
        }
    }

    private static void serve(Path socket, Path jar, String type) throws IOException {
        String word = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)).readLine();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var wire = new Wire(channel);
            wire.write(Frame.words(Frame.Kind.HELLO, 0, 0, word));
            SceneApp app;
            try {
                app = made(jar, type);
            } catch (Throwable thrown) { // an Error too: it is the plugin's
                wire.write(Frame.words(Frame.Kind.FAULT, 0, 0, Words.of(thrown)));
                return;
            }
            wire.write(Frame.of(Frame.Kind.READY, 0, 0, new byte[0]));
            new Calls(wire, app).serve();
        }
    }

    private static SceneApp made(Path jar, String type) throws Exception {
        Object made = new PluginClasses(jar).loadClass(type).getConstructor().newInstance();
        if (made instanceof SceneApp app) {
            return app;
        }
        throw new IllegalArgumentException(type + " is no scene app");
    }
}
