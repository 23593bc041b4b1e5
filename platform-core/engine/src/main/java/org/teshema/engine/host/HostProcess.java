package org.teshema.engine.host;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.teshema.host.wire.Wire;

/**
 * One process of a host, from its start to its death. Its files lie in a folder that nobody else may enter, and only until it runs.
 * The kernel kills it with the thread that started it, so that thread MUST stay as long as the process is wanted.
 */
final class HostProcess implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int OUT_OF_MEMORY = 3;
    private static final int SIGNALLED = 128;
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final Process process;
    private final Line line;

    private HostProcess(Process process, Line line) {
        this.process = process;
        this.line = line;
    }

    /**
     * Starts a process and waits until it has made its plugin.
     *
     * @throws IOException saying what happened instead
     */
    static HostProcess start(Guest guest, HostSettings settings, HostJars jars) throws IOException {
        // The path of a local socket has some hundred characters at most: not under the data folder.
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "teshema-host-");
        Process process = null;
        SocketChannel channel = null;
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            long until = System.nanoTime() + settings.startWithin().toNanos();
            Path socket = folder.resolve("socket");
            door.bind(UnixDomainSocketAddress.of(socket));
            door.configureBlocking(false);
            Path plugin = Files.write(folder.resolve("plugin.jar"), guest.jar());
            Path filter = Files.write(
                    folder.resolve("filter"),
                    SystemCalls.filter().orElseThrow(() -> new IOException("No filter of system calls")));
            var builder = new ProcessBuilder(Prison.command(settings, jars, socket, plugin, filter, guest.type()));
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/bin:/bin");
            process = builder.redirectErrorStream(true).start();
            Murmur.listen(guest.name(), process.getInputStream());
            String word = word();
            OutputStream in = process.getOutputStream();
            in.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            in.flush();
            channel = accepted(door, process, until);
            var line = new Line(new Wire(channel), word);
            var reader = new Thread(line::listen, "teshema-host-" + guest.name() + "-line");
            reader.setDaemon(true);
            reader.start();
            String words = line.ready().get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!words.isEmpty()) {
                throw new IOException(words);
            }
            return new HostProcess(process, line);
        } catch (IOException e) {
            end(process, channel);
            throw e;
        } catch (TimeoutException e) {
            end(process, channel);
            throw new IOException(
                    "the plugin was not made within " + settings.startWithin().toSeconds() + " s", e);
        } catch (InterruptedException e) {
            end(process, channel);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            end(process, channel);
            throw new IllegalStateException(e);
        } finally {
            swept(folder);
        }
    }

    private static SocketChannel accepted(ServerSocketChannel door, Process process, long until) throws IOException {
        while (System.nanoTime() < until) {
            SocketChannel channel = door.accept();
            if (channel != null) {
                return channel;
            }
            if (!process.isAlive()) {
                throw new IOException("the process ended with " + process.exitValue() + " before it answered");
            }
            LockSupport.parkNanos(GLANCE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
        }
        throw new IOException("the process did not answer in time");
    }

    private static String word() {
        var word = new byte[32];
        RANDOM.nextBytes(word);
        return HexFormat.of().formatHex(word);
    }

    private static void end(Process process, SocketChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private static void swept(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    Line line() {
        return line;
    }

    /** The process the system knows it by: the one that holds the others. */
    long id() {
        return process.pid();
    }

    /** Waits until it is dead, at most that long; says whether it is. A line that was closed is a death. */
    boolean isDeadWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) || line.isGone();
    }

    /** How it ended, in words. */
    String ending() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
            return line.breach().orElse("it closed its line");
        }
        int status = process.exitValue();
        return line.breach()
                .orElse(
                        status == OUT_OF_MEMORY
                                ? "out of memory"
                                : status > SIGNALLED
                                        ? "killed by signal " + (status - SIGNALLED)
                                        : "exit status " + status);
    }

    @Override
    public void close() {
        line.close();
        process.destroyForcibly();
    }
}
