package org.teshema.engine.host.guest;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.teshema.api.plugin.SceneApp;

/** The inside of its own Java: native code, core classes, hidden modules. */
final class InsideMischief {
    private InsideMischief() {}

    static void add(Map<String, Mischief> all) {
        all.put("class", (name, platform) -> "GOT IN: " + Class.forName(name));
        all.put(
                "class-of-the-system",
                (name, platform) ->
                        "GOT IN: " + ClassLoader.getSystemClassLoader().loadClass(name));
        all.put(
                "class-of-the-api",
                (name, platform) -> "GOT IN: " + SceneApp.class.getClassLoader().loadClass(name));
        all.put(
                "module",
                (name, platform) -> ModuleLayer.boot()
                        .findModule(name)
                        .map(found -> "GOT IN: " + found)
                        .orElse("there is no " + name));
        all.put("native-file", (none, platform) -> {
            Path file = Path.of("/tmp/evil.so");
            Files.write(file, new byte[] {0x7f, 'E', 'L', 'F'});
            System.load(file.toString());
            return "GOT IN: loaded " + file;
        });
        all.put("native-written-nowhere", (none, platform) -> {
            for (String folder :
                    new String[] {"/", "/tmp", "/dev", "/dev/shm", "/teshema", "/run", "/var/tmp", "/usr/lib"}) {
                if (Files.isWritable(Path.of(folder))) {
                    return "GOT IN: may write to " + folder;
                }
            }
            return "there is no place to write a library to";
        });
        all.put("hidden-unsafe", (none, platform) -> {
            Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
            Field field = unsafe.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return "GOT IN: " + field.get(null);
        });
        all.put("open-module", (none, platform) -> {
            Field modifiers = Class.class.getDeclaredField("module");
            modifiers.setAccessible(true);
            return "GOT IN: " + modifiers;
        });
        all.put("attach", (none, platform) -> "GOT IN: " + Class.forName("com.sun.tools.attach.VirtualMachine"));
        all.put("jdbc", (none, platform) -> "GOT IN: " + Class.forName("java.sql.DriverManager"));
        all.put("jndi", (none, platform) -> "GOT IN: " + Class.forName("javax.naming.InitialContext"));
        all.put("management", (none, platform) -> "GOT IN: " + Class.forName("java.lang.management.ManagementFactory"));
        all.put("rmi", (none, platform) -> "GOT IN: " + Class.forName("java.rmi.Naming"));
    }
}
