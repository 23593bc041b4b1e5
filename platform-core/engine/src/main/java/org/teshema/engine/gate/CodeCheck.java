package org.teshema.engine.gate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.teshema.api.text.Text;

/**
 * What a plugin's code may touch, read from its bytecode before any of it runs: a list of packages that are allowed, so that what
 * nobody thought of is refused, and in them the few classes and methods that are not. Keeps out what a careless plugin does (its own
 * threads, files, sockets, {@code System.exit}) and the usual ways to what lies behind the API; a plugin that means harm needs a
 * process of its own, which no check of code replaces.
 */
final class CodeCheck {
    private static final int NEWEST = 61; // Java 17
    private static final Set<String> CONTAINERS = Set.of("jar", "zip", "war", "kar", "so", "dll", "dylib", "jnilib");

    private static final Pattern REFERENCE = Pattern.compile("<(\\w+:)?reference\\b");

    private CodeCheck() {}

    /**
     * Why this code stays out.
     *
     * @param files all files of the jar by path
     */
    static Optional<Text> refusal(Map<String, byte[]> files) {
        Set<String> own = files.keySet().stream()
                .filter(path -> path.endsWith(".class"))
                .map(path -> path.substring(0, path.length() - ".class".length()))
                .collect(Collectors.toSet());
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            String path = file.getKey();
            Optional<Text> refusal =
                    path.endsWith(".class") ? ofClass(path, file.getValue(), own) : ofOther(path, file.getValue());
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Text> ofOther(String path, byte[] content) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        boolean isClass = content.length > 3
                && content[0] == (byte) 0xCA
                && content[1] == (byte) 0xFE
                && content[2] == (byte) 0xBA
                && content[3] == (byte) 0xBE;
        if (path.startsWith("OSGI-INF/")
                && REFERENCE
                        .matcher(new String(content, StandardCharsets.UTF_8))
                        .find()) {
            return Optional.of(new Text(
                    "插件不能引用平台的服务（@Reference）：" + path + "。所需的一切由 start(Platform) 给出。",
                    "A plugin refers to no service (@Reference): " + path
                            + ". All it needs is handed to start(Platform)."));
        }
        return CONTAINERS.contains(ending) || isClass
                ? Optional.of(new Text(
                        "插件包内不能再有程序文件：" + path + "。请把类直接放进插件包。",
                        "A plugin's jar holds no further programs: " + path + ". Put classes right into the jar."))
                : Optional.empty();
    }

    private static Optional<Text> ofClass(String path, byte[] content, Set<String> own) {
        try {
            var reader = new ClassReader(content);
            if (reader.readUnsignedShort(6) > NEWEST) {
                return Optional.of(new Text(
                        path + " 由更新的 Java 编译；请以 --release 17 编译。",
                        path + " was compiled for a newer Java; compile it with --release 17."));
            }
            var seen = new CodeReader(own);
            reader.accept(seen, ClassReader.SKIP_FRAMES);
            return seen.refusal();
        } catch (RuntimeException e) {
            return Optional.of(new Text(path + " 不是有效的类文件。", path + " is no class file that can be read."));
        }
    }
}
