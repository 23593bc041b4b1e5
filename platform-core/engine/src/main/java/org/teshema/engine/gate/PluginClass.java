package org.teshema.engine.gate;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.SceneApp;

/**
 * The class of a jar that is the plugin, as the jar says it without any of it running.
 *
 * @param name its name
 * @param isSceneApp whether it, or a class of the jar that it extends, says that it is a scene app
 */
public record PluginClass(String name, boolean isSceneApp) {
    private static final Pattern IMPLEMENTATION = Pattern.compile("<implementation class=\"([\\w.$]+)\"");

    /**
     * The plugin of a jar; empty when it registers none.
     *
     * @param headers its manifest
     * @param files its files by path
     */
    public static Optional<PluginClass> in(Map<String, String> headers, Map<String, byte[]> files) {
        for (String path : headers.getOrDefault("Service-Component", "").split(",", -1)) {
            byte[] xml = files.get(path.strip());
            String text = xml == null ? "" : new String(xml, StandardCharsets.UTF_8);
            Matcher found = IMPLEMENTATION.matcher(text);
            if (text.contains("interface=\"" + Plugin.class.getName() + "\"") && found.find()) {
                String name = found.group(1);
                return Optional.of(new PluginClass(name, isSceneApp(name.replace('.', '/'), files, new HashSet<>())));
            }
        }
        return Optional.empty();
    }

    private static boolean isSceneApp(String type, Map<String, byte[]> files, Set<String> seen) {
        byte[] code = files.get(type + ".class");
        if (code == null || !seen.add(type)) {
            return type.equals(SceneApp.class.getName().replace('.', '/'));
        }
        try {
            var reader = new ClassReader(code);
            if (reader.getSuperName() != null && isSceneApp(reader.getSuperName(), files, seen)) {
                return true;
            }
            for (String face : reader.getInterfaces()) {
                if (isSceneApp(face, files, seen)) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException e) {
            // What cannot be read is told by whoever loads it.
            return false;
        }
    }
}
