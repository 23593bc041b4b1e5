package org.teshema.engine.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.teshema.api.text.Text;

/**
 * What a host is locked in: namespaces of its own (bubblewrap) in which there is no network, no other process, no file but Java, the
 * host, the API and one plugin, and nothing that can be written; limits on its memory; a filter of system calls.
 */
final class Prison {
    private static final String SHELL = "/bin/sh";
    private static final String WRAP = "bwrap";
    private static final int NICENESS = 10;
    private static final Path INSIDE = Path.of("/teshema");

    static final Path SOCKET = INSIDE.resolve("socket");
    static final Path PLUGIN = INSIDE.resolve("plugin.jar");

    private Prison() {}

    /** Why no host can be locked in here; empty when one can. Tries it. */
    static Optional<Text> objection() {
        Optional<byte[]> filter = SystemCalls.filter();
        if (filter.isEmpty()) {
            return Optional.of(new Text(
                    "本机的处理器（" + System.getProperty("os.arch") + "）没有系统调用过滤表，不能运行区宿主进程。",
                    "There is no filter of system calls for this machine (" + System.getProperty("os.arch")
                            + "): no district host runs on it."));
        }
        try {
            Path program = Files.createTempFile("teshema-filter", "");
            try {
                Files.write(program, filter.get());
                var command = new ArrayList<>(shell(program, 1024));
                command.addAll(walls());
                command.addAll(List.of("--ro-bind", "/", "/", "--", "/bin/true"));
                return tried(command);
            } finally {
                Files.deleteIfExists(program);
            }
        } catch (IOException e) {
            return Optional.of(unusable(e.getMessage()));
        }
    }

    private static Optional<Text> tried(List<String> command) throws IOException {
        Process trial = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            trial.getOutputStream().close();
            String said = new String(trial.getInputStream().readNBytes(500), java.nio.charset.StandardCharsets.UTF_8);
            if (!trial.waitFor(10, TimeUnit.SECONDS)) {
                return Optional.of(unusable("no answer"));
            }
            return trial.exitValue() == 0 ? Optional.empty() : Optional.of(unusable(said.strip()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unusable("interrupted"));
        } finally {
            trial.destroyForcibly();
        }
    }

    private static Text unusable(String said) {
        return new Text(
                "本机不能运行区宿主进程：bubblewrap（bwrap）不可用（" + said + "）。请安装软件包 bubblewrap，并允许平台用户（或容器）创建用户命名空间；在此之前该层插件不予运行。",
                "No district host can run here: bubblewrap (bwrap) cannot be used (" + said
                        + "). Install the package bubblewrap and let the platform's user, or its container, make user"
                        + " namespaces. Until then plugins of that tier do not run.");
    }

    /** The command that starts a host. */
    static List<String> command(
            HostSettings settings, HostJars jars, Path socket, Path plugin, Path filter, String type) {
        var command = new ArrayList<>(shell(filter, settings.addresses()));
        command.addAll(walls());
        libraries(command);
        show(command, jars.java());
        jars.elsewhere().forEach(place -> show(command, place));
        for (String device : List.of("/dev/null", "/dev/random", "/dev/urandom")) {
            command.addAll(List.of("--dev-bind", device, device));
        }
        var classPath = new ArrayList<String>();
        for (int i = 0; i < jars.classPath().size(); i++) {
            String at = INSIDE.resolve("lib" + i).toString();
            command.addAll(List.of("--ro-bind", jars.classPath().get(i).toString(), at));
            classPath.add(at);
        }
        command.addAll(List.of("--ro-bind", plugin.toString(), PLUGIN.toString()));
        command.addAll(List.of("--ro-bind", socket.toString(), SOCKET.toString()));
        command.addAll(List.of("--dir", "/tmp", "--remount-ro", "/", "--chdir", "/"));
        // Java finds its libraries by a link under /proc, which is not there.
        command.addAll(List.of(
                "--setenv", "LD_LIBRARY_PATH", jars.java().resolve("lib").toString()));
        command.addAll(List.of("--setenv", "LANG", "C.UTF-8", "--setenv", "MALLOC_ARENA_MAX", "1", "--"));
        command.addAll(java(settings, jars.java(), String.join(":", classPath)));
        command.addAll(List.of("org.teshema.host.HostMain", SOCKET.toString(), PLUGIN.toString(), type));
        return command;
    }

    /**
     * Limits that are kept by the kernel, then the rest of the command, with the filter open as file 9. A host gives way to the
     * platform: an app that computes takes what processors are left.
     */
    private static List<String> shell(Path filter, int addresses) {
        return List.of(
                SHELL,
                "-c",
                "filter=$1; shift; ulimit -c 0; ulimit -n 256; ulimit -v " + addresses * 1024L + "; exec nice -n "
                        + NICENESS + " \"$@\" 9<\"$filter\"",
                "host",
                filter.toString());
    }

    private static List<String> walls() {
        return List.of(
                WRAP,
                "--unshare-all",
                "--unshare-user",
                "--uid",
                "65534",
                "--gid",
                "65534",
                "--hostname",
                "host",
                "--disable-userns",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--seccomp",
                "9");
    }

    /** The system's own libraries, which Java is linked with. */
    private static void libraries(List<String> command) {
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        for (String folder : List.of("/usr/lib/" + machine + "-linux-gnu", "/usr/lib64")) {
            if (Files.isDirectory(Path.of(folder))) {
                show(command, Path.of(folder));
            }
        }
        for (String name : List.of("/lib", "/lib64")) {
            Path folder = Path.of(name);
            if (Files.isSymbolicLink(folder)) {
                command.addAll(List.of("--symlink", target(folder), name));
            } else if (Files.isDirectory(folder)) {
                show(command, folder);
            }
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void show(List<String> command, Path place) {
        command.addAll(List.of("--ro-bind", place.toString(), place.toString()));
    }

    private static List<String> java(HostSettings settings, Path home, String classPath) {
        return Stream.of(
                        home.resolve("bin/java").toString(),
                        "-Xms8m",
                        "-Xmx" + settings.heap() + "m",
                        "-Xss512k",
                        "-XX:MaxMetaspaceSize=48m",
                        "-XX:CompressedClassSpaceSize=16m",
                        "-XX:ReservedCodeCacheSize=24m",
                        "-XX:MaxDirectMemorySize=8m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+DisableAttachMechanism",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        // The least priority is as nice as can be; none is less nice than the process, nor may be.
                        "-XX:ThreadPriorityPolicy=1",
                        "-XX:JavaPriority1_To_OSPriority=19",
                        "-XX:-PrintWarnings",
                        "--limit-modules",
                        "java.base",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath)
                .toList();
    }
}
