package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.text.Text;
import org.teshema.plugin.boiler.BoilerPlugin;
import org.teshema.plugin.elevator.ElevatorPlugin;
import org.teshema.plugin.forklift.ForkliftPlugin;
import org.teshema.plugin.pipeline.PipelinePlugin;
import org.teshema.plugin.vehicle.VehiclePlugin;

class CodeCheckTest {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    // Looked through once for all probes.
    private static final JavaFileManager JDK = COMPILER.getStandardFileManager(null, null, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "System.exit(1);|System.exit",
                "Runtime.getRuntime().halt(1);|java.lang.Runtime",
                "Runtime.getRuntime().exec(\"id\");|java.lang.Runtime",
                "new ProcessBuilder(\"id\").start();|ProcessBuilder",
                "ProcessHandle.current().destroy();|ProcessHandle",
                "System.loadLibrary(\"x\");|System.loadLibrary",
                "System.getenv(\"TESHEMA_KEY_PASSPHRASE\");|System.getenv",
                "System.setProperty(\"teshema.mode\", \"developer\");|System.setProperty",
                "new Thread(() -> {}).start();|java.lang.Thread",
                "class T extends Thread {} new T().start();|java.lang.Thread",
                "java.util.concurrent.Executors.newCachedThreadPool();|Executors",
                "new java.util.Timer();|java.util.Timer",
                "java.util.concurrent.CompletableFuture.runAsync(() -> {});|CompletableFuture",
                "java.util.concurrent.ForkJoinPool.commonPool();|ForkJoinPool",
                "java.util.List.of(1).parallelStream().count();|parallelStream",
                "java.util.stream.IntStream.range(0, 9).parallel().sum();|parallel",
                "new java.net.Socket(\"127.0.0.1\", 22);|java.net.Socket",
                "new java.net.ServerSocket(0);|java.net.ServerSocket",
                "new java.net.URL(\"http://x/\").openStream();|java.net.URL",
                "java.net.http.HttpClient.newHttpClient();|java.net.http.HttpClient",
                "java.nio.channels.SocketChannel.open();|SocketChannel",
                "new java.io.FileInputStream(\"/etc/passwd\");|FileInputStream",
                "new java.io.PrintWriter(\"/tmp/x\");|java.io.PrintWriter",
                "java.nio.file.Files.delete(java.nio.file.Path.of(\"/tmp/x\"));|java.nio.file",
                "new java.io.ObjectInputStream(null).readObject();|ObjectInputStream",
                "Class.forName(\"org.teshema.engine.codes.CityKeys\");|Class.forName",
                "Object.class.getDeclaredMethods();|java.lang.reflect.Method",
                "Probe.class.getClassLoader().loadClass(\"x\");|ClassLoader",
                "Thread.currentThread().getContextClassLoader();|ClassLoader",
                "java.lang.reflect.Proxy.newProxyInstance(null, null, null);|java.lang.reflect.Proxy",
                "java.lang.invoke.MethodHandles.lookup();|MethodHandles",
                "java.util.function.Supplier<Object> s = java.lang.invoke.MethodHandles::lookup;"
                        + " s.get();|MethodHandles",
                "java.util.ServiceLoader.load(Runnable.class);|ServiceLoader",
                "new ThreadLocal<String>().set(\"x\");|keeps nothing on a thread",
                "ThreadLocal.withInitial(() -> 1).get();|keeps nothing on a thread",
                "org.slf4j.LoggerFactory.getLogger(\"org.teshema.engine.ledger\").info(\"x\");|a class of its own",
                "Thread.interrupted();|does not take the interrupt down",
                "java.sql.DriverManager.getConnection(\"jdbc:h2:mem:x\");|java.sql",
                "java.lang.management.ManagementFactory.getPlatformMBeanServer();|java.lang.management",
                "new javax.management.ObjectName(\"a:b=c\");|javax.management",
                "Object o = java.net.Socket.class; o.hashCode();|java.net.Socket",
                "Object o = new java.io.File[3][2]; o.hashCode();|java.io.File",
                "try { o(); } catch (java.lang.reflect.UndeclaredThrowableException e) { o();"
                        + " }|UndeclaredThrowableException"
            })
    void what_a_plugin_must_not_do_is_found_and_its_place_is_told(String body, String told) {
        Text refusal = CodeCheck.refusal(compiled(body)).orElseThrow();
        assertTrue(refusal.en().contains(told), refusal.en());
        assertTrue(refusal.en().contains("org.example.Probe"), refusal.en());
        assertTrue(refusal.zh().startsWith("插件"), refusal.zh());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "java.util.List.of(1, 2).stream().map(i -> i + \"x\").toList();",
                "record Pair(int a, String b) {} new Pair(1, \"\").toString();",
                "java.time.LocalDate.of(2026, 1, 1).plusDays(1).toString();",
                "new java.io.StringReader(\"x\").read();",
                "Probe.class.getResourceAsStream(\"rules.csv\");",
                "new java.util.concurrent.ConcurrentHashMap<String, Integer>().merge(\"a\", 1, Integer::sum);",
                "Thread.currentThread().interrupt();",
                "org.slf4j.LoggerFactory.getLogger(Probe.class).info(\"x\");",
                "String.format(\"%d\", 1).formatted();",
                "java.net.URLEncoder.encode(\"a b\", java.nio.charset.StandardCharsets.UTF_8);",
                "switch (java.time.DayOfWeek.MONDAY) { case MONDAY -> o(); default -> {} }"
            })
    void what_a_plugin_needs_is_allowed(String body) {
        assertEquals(Optional.empty(), CodeCheck.refusal(compiled(body)));
    }

    static Stream<Class<?>> shipped() {
        return Stream.of(
                ForkliftPlugin.class,
                ElevatorPlugin.class,
                VehiclePlugin.class,
                BoilerPlugin.class,
                PipelinePlugin.class);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void the_plugins_that_ship_do_nothing_that_is_forbidden(Class<?> plugin) throws Exception {
        Map<String, byte[]> files = files(plugin);
        assertTrue(files.keySet().stream().anyMatch(path -> path.endsWith(".class")));
        assertEquals(Optional.empty(), CodeCheck.refusal(files));
    }

    @Test
    void a_jar_holds_no_programs_but_its_classes() {
        for (String path : List.of("lib/more.jar", "native/x.so", "a/b.ZIP")) {
            assertTrue(CodeCheck.refusal(Map.of(path, new byte[3]))
                    .orElseThrow()
                    .en()
                    .contains(path));
        }
        byte[] code = compiled("o();").get("org/example/Probe.class");
        assertTrue(CodeCheck.refusal(Map.of("hidden.txt", code)).isPresent(), "a class under another name");
        assertTrue(CodeCheck.refusal(Map.of("a/B.class", new byte[] {1, 2, 3})).isPresent());
        byte[] newer = code.clone();
        newer[7] = 65;
        assertTrue(CodeCheck.refusal(Map.of("org/example/Probe.class", newer))
                .orElseThrow()
                .en()
                .contains("--release 17"));
    }

    @Test
    void a_component_refers_to_no_service() {
        byte[] component = "<scr:component><scr:reference interface=\"x.Y\"/></scr:component>"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(CodeCheck.refusal(Map.of("OSGI-INF/x.xml", component))
                .orElseThrow()
                .en()
                .contains("@Reference"));
    }

    @Test
    void native_methods_and_classes_of_the_platform_are_refused() {
        assertTrue(CodeCheck.refusal(compiled("org.example", "Probe", "class Probe { native void o(); }"))
                .orElseThrow()
                .en()
                .contains("native"));
        assertTrue(CodeCheck.refusal(compiled("org.teshema.api.text", "Fake", "class Fake {}"))
                .orElseThrow()
                .en()
                .contains("platform's"));
    }

    private static Map<String, byte[]> compiled(String body) {
        return compiled(
                "org.example", "Probe", "class Probe { void o() {} void run() throws Throwable { " + body + " } }");
    }

    private static Map<String, byte[]> compiled(String in, String name, String type) {
        var out = new HashMap<String, ByteArrayOutputStream>();
        var source = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignore) {
                return "package " + in + "; " + type;
            }
        };
        var manager = new ForwardingJavaFileManager<JavaFileManager>(JDK) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        var bytes = new ByteArrayOutputStream();
                        out.put(className.replace('.', '/') + ".class", bytes);
                        return bytes;
                    }
                };
            }
        };
        var words = new java.io.StringWriter();
        boolean good = COMPILER.getTask(
                        words,
                        manager,
                        null,
                        List.of("-source", "17", "-target", "17", "-nowarn"),
                        null,
                        List.of(source))
                .call();
        assertTrue(good, words::toString);
        var files = new HashMap<String, byte[]>();
        out.forEach((path, bytes) -> files.put(path, bytes.toByteArray()));
        return files;
    }

    private static Map<String, byte[]> files(Class<?> of) throws Exception {
        Path place =
                Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return under(place);
        }
        try (var jar = FileSystems.newFileSystem(place)) {
            return under(jar.getPath("/"));
        }
    }

    private static Map<String, byte[]> under(Path root) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var walk = Files.walk(root)) {
            for (Path one : walk.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(one).toString(), Files.readAllBytes(one));
            }
        }
        return files;
    }
}
