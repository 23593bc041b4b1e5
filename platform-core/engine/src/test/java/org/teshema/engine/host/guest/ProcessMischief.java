package org.teshema.engine.host.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Other processes, the machine and what they know. */
final class ProcessMischief {
    private ProcessMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("run", (command, platform) -> {
            Process process = new ProcessBuilder(command.split(" ")).start();
            return "GOT IN: " + process.pid();
        });
        all.put(
                "runtime-exec",
                (command, platform) ->
                        "GOT IN: " + Runtime.getRuntime().exec(command).pid());
        all.put(
                "kill",
                (process, platform) -> ProcessHandle.of(Long.parseLong(process))
                        .map(one -> one.destroyForcibly() ? "GOT IN: killed " + process : "not killed")
                        .orElse("there is no process " + process));
        all.put("processes", (none, platform) -> {
            long others = ProcessHandle.allProcesses().count();
            return others > 2 ? "GOT IN: sees " + others : "sees " + others;
        });
        all.put("proc", (file, platform) -> "GOT IN: " + Files.readAllBytes(Path.of("/proc/" + file)).length);
        all.put(
                "environment",
                (none, platform) -> System.getenv().keySet().stream()
                        .filter(name -> !name.matches("PWD|LANG|LD_LIBRARY_PATH|MALLOC_ARENA_MAX"))
                        .findAny()
                        .map(name -> "GOT IN: " + name)
                        .orElse("nothing of the platform's"));
        all.put(
                "properties",
                (none, platform) -> System.getProperties().toString().contains("karaf")
                                || System.getProperties().toString().contains("teshema.data")
                        ? "GOT IN: " + System.getProperties()
                        : "nothing of the platform's");
        all.put("user", (none, platform) -> "root".equals(System.getProperty("user.name")) ? "GOT IN: root" : "nobody");
        all.put("host-name", (none, platform) -> "GOT IN: " + Files.readString(Path.of("/etc/hostname")));
        all.put("shared-memory", (none, platform) -> {
            Files.writeString(Path.of("/dev/shm/x"), "x");
            return "GOT IN: shared memory";
        });
        all.put("disk", (none, platform) -> {
            try (var files = Files.list(Path.of("/dev"))) {
                var found = files.map(Path::toString)
                        .filter(name -> !name.matches("/dev/(null|u?random)"))
                        .toList();
                return found.isEmpty() ? "nothing but null and random" : "GOT IN: " + found;
            }
        });
    }
}
