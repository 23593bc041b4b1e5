package org.teshema.engine.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.LoggerFactory;
import org.slf4j.impl.SimpleLogger;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Lodgings;
import org.teshema.host.wire.Wire;

/** A real host process of a plugin of the tests. */
final class TestHost implements AutoCloseable, Lodgings.Watcher {
    static final HostSettings SETTINGS =
            new HostSettings(64, 1024, Duration.ofSeconds(60), Duration.ofSeconds(4), 3, Duration.ofMinutes(10));

    private final CompletableFuture<SceneApp> arrived = new CompletableFuture<>();
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Host host;

    TestHost(Class<? extends SceneApp> type, HostSettings settings) {
        this.host = new Host(new Guest("test-app", jar(type), type.getName()), settings, jars(), this);
        host.begin();
    }

    TestHost(Class<? extends SceneApp> type) {
        this(type, SETTINGS);
    }

    /** The plugin, once it is there. */
    SceneApp app() throws Exception {
        return arrived.get(90, TimeUnit.SECONDS);
    }

    /** What happened next: {@code back}, or why it was given up. */
    String next() throws InterruptedException {
        String next = told.poll(90, TimeUnit.SECONDS);
        return next == null ? "nothing happened" : next;
    }

    Host host() {
        return host;
    }

    @Override
    public void arrived(SceneApp app) {
        arrived.complete(app);
    }

    @Override
    public void back() {
        told.add("back");
    }

    @Override
    public void givenUp(Text why) {
        told.add(why.en());
        arrived.completeExceptionally(new IllegalStateException(why.en()));
    }

    @Override
    public void close() {
        host.close();
    }

    static HostJars jars() {
        return new HostJars(
                Path.of(System.getProperty("java.home")),
                List.of(place(Wire.class), place(Plugin.class), place(LoggerFactory.class), place(SimpleLogger.class)));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A jar of all classes of that one's package. */
    static byte[] jar(Class<?> type) {
        Path classes = place(type);
        if (Files.isDirectory(classes)) {
            return jar(classes, type);
        }
        try (FileSystem packed = FileSystems.newFileSystem(classes)) {
            return jar(packed.getPath("/"), type);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] jar(Path classes, Class<?> type) {
        Path folder = classes.resolve(type.getPackageName().replace('.', '/'));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                var files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
