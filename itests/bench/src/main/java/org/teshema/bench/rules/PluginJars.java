package org.teshema.bench.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;

/** The category plugins of this project, each out of its own jar with a class loader of its own. */
public final class PluginJars {
    private static final Pattern CLASS = Pattern.compile("<implementation class=\"([^\"]+)\"");

    private PluginJars() {}

    /** Those under {@code plugins/} that are built, by path. */
    public static List<Plugin> category(Path root) {
        var plugins = new ArrayList<Plugin>();
        try (var jars = Files.find(
                root.resolve("plugins"),
                3,
                (path, is) -> path.getFileName().toString().matches("teshema-plugin-.*[0-9]\\.jar"))) {
            for (Path jar : jars.sorted().toList()) {
                Plugin one = plugin(jar);
                if (one instanceof CategoryPlugin) {
                    plugins.add(one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plugins;
    }

    private static Plugin plugin(Path jar) throws IOException {
        String component;
        try (var file = new JarFile(jar.toFile())) {
            String name = file.getManifest().getMainAttributes().getValue("Service-Component");
            component = new String(file.getInputStream(file.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher at = CLASS.matcher(component);
        if (!at.find()) {
            throw new IOException(jar + " has no component");
        }
        try {
            // Open as long as the plugin lives: to the end of the process.
            var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginJars.class.getClassLoader());
            return (Plugin)
                    loader.loadClass(at.group(1)).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException(jar + " has no plugin", e);
        }
    }
}
