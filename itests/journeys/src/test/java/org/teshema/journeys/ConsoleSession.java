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

/** The console of a running platform, over ssh, as one operator. */
final class ConsoleSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SshClient client;
    private final ClientSession session;

    /** Logs in. */
    ConsoleSession(RunningPlatform platform, String name, String password) throws IOException {
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        session = client.connect(name, "127.0.0.1", platform.shellPort())
                .verify(PATIENCE)
                .getSession();
        session.addPasswordIdentity(password);
        session.auth().verify(PATIENCE);
    }

    /** What the console answers to that line. */
    String typed(String line) throws IOException {
        var said = new ByteArrayOutputStream();
        try (var channel = session.createExecChannel(line)) {
            channel.setOut(said);
            channel.setErr(said);
            channel.open().verify(PATIENCE);
            if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE)
                    .contains(ClientChannelEvent.CLOSED)) {
                throw new AssertionError("No end of: " + line);
            }
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        session.close();
        client.stop();
    }
}
