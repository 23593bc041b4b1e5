package org.teshema.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Wire;

class CallsTest {
    private static final Text CARD = new Text("一张卡", "a card");

    @TempDir
    Path folder;

    /** Answers its card only when it is let. */
    private static final class Slow implements SceneApp {
        final CompletableFuture<Thread> asked = new CompletableFuture<>();
        final CountDownLatch let = new CountDownLatch(1);

        @Override
        public PluginInfo info() {
            throw new AssertionError("asked for its name");
        }

        @Override
        public Text card() {
            asked.complete(Thread.currentThread());
            try {
                let.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CARD;
        }
    }

    @Test
    void a_call_that_is_put_behind_goes_on_at_the_least_priority_and_no_other_does() throws Exception {
        var app = new Slow();
        var place = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(place);
            Thread host;
            try (var platform = new Wire(SocketChannel.open(place))) {
                var line = new Wire(door.accept());
                host = new Thread(() -> serve(line, app));
                host.start();
                platform.write(call(7));
                Thread thread = app.asked.get();
                assertEquals(Thread.NORM_PRIORITY, thread.getPriority());
                platform.write(Frame.of(Frame.Kind.BEHIND, 8, 0, new byte[0]));
                platform.write(Frame.of(Frame.Kind.BEHIND, 7, 0, new byte[0]));
                while (thread.getPriority() != Thread.MIN_PRIORITY) {
                    Thread.onSpinWait();
                }
                app.let.countDown();
                assertEquals(CARD, Codec.value(Text.class, platform.read().body()));
                assertEquals(Thread.NORM_PRIORITY, host.getPriority());
            }
            host.join();
        }
    }

    private static Frame call(long number) throws NoSuchMethodException {
        String card = Surface.name(SceneApp.class.getMethod("card"));
        return new Frame(Frame.Kind.CALL, number, 0, card, new byte[0]);
    }

    private static void serve(Wire wire, SceneApp app) {
        try (wire) {
            new Calls(wire, app).serve();
        } catch (IOException e) {
            // The platform has gone.
        }
    }
}
