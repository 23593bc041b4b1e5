package org.teshema.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** The console of a running platform, over ssh, as one operator. The platform closes the connection after a line. */
final class ConsoleSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningPlatform platform;
    private final String name;
    private final String password;
    private final SshClient client = SshClient.setUpDefaultClient();

    ConsoleSession(RunningPlatform platform, String name, String password) {
        this.platform = platform;
        this.name = name;
        this.password = password;
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
    }

    /** Logs in, types that line and returns what the console answers. */
    String typed(String line) throws IOException {
        var said = new ByteArrayOutputStream();
        try (ClientSession session = client.connect(name, "127.0.0.1", platform.shellPort())
                .verify(PATIENCE)
                .getSession()) {
            session.addPasswordIdentity(password);
            session.auth().verify(PATIENCE);
            try (var channel = session.createExecChannel(line)) {
                channel.setOut(said);
                channel.setErr(said);
                channel.open().verify(PATIENCE);
                if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE)
                        .contains(ClientChannelEvent.CLOSED)) {
                    throw new AssertionError("No end of: " + line);
                }
            }
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.stop();
    }
}
