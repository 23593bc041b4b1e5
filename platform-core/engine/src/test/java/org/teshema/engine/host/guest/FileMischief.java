package org.teshema.engine.host.guest;

import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Files. */
final class FileMischief {
    private FileMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("read", (file, platform) -> "GOT IN: " + Files.readAllBytes(Path.of(file)).length);
        all.put("read-old-way", (file, platform) -> {
            try (var in = new RandomAccessFile(file, "r")) {
                return "GOT IN: " + in.read();
            }
        });
        all.put("list", (folder, platform) -> {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                return "GOT IN: " + files.limit(20).toList();
            }
        });
        all.put("write", (file, platform) -> {
            Files.writeString(Path.of(file), "x");
            return "GOT IN: wrote " + file;
        });
        all.put("temp-file", (none, platform) -> "GOT IN: " + File.createTempFile("mischief", "y"));
        all.put(
                "link",
                (target, platform) -> "GOT IN: " + Files.createSymbolicLink(Path.of("/tmp/l"), Path.of(target)));
        all.put("overwrite-own-jar", (none, platform) -> {
            Files.writeString(Path.of("/teshema/plugin.jar"), "x");
            return "GOT IN: wrote its own jar";
        });
        all.put("overwrite-host", (none, platform) -> {
            Files.writeString(Path.of("/teshema/lib0/x"), "x");
            return "GOT IN: wrote beside the host";
        });
        all.put("find", (name, platform) -> {
            // What can be reached at all, whatever it is called.
            try (Stream<Path> files =
                    Files.find(Path.of("/"), 6, (path, is) -> path.toString().contains(name))) {
                return files.findAny().map(path -> "GOT IN: " + path).orElse("not there");
            }
        });
    }
}
