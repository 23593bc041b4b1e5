package org.teshema.engine.gate;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;
import org.teshema.api.app.Job;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * Asks a plugin who it is and what it declares before it is installed, in a class loader that is thrown away: so a plan can say what
 * an installation would add, and a release that could never be admitted is told so at once. To be asked only of jars that passed the
 * {@link StaticGate}. Thread-safe.
 */
@Component(service = Tryout.class)
public final class Tryout {
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Pattern IMPLEMENTATION = Pattern.compile("<implementation class=\"([\\w.$]+)\"");

    private final Guard guard;
    private final AdmissionBook book;

    /** Asks under this guard, and compares with what this book knows. */
    @Activate
    public Tryout(@Reference Guard guard, @Reference AdmissionBook book) {
        this.guard = guard;
        this.book = book;
    }

    /**
     * What a plugin says of itself.
     *
     * @param info who it is
     * @param kinds the entry kinds it declares
     * @param serves the catalogue nodes it serves; none for aspects and scene apps
     * @param jobs the jobs it declares; none for what is no scene app
     * @param misfit why its kinds do not fit what was stored; empty when they do
     */
    public record Said(
            PluginInfo info, List<EntryKind> kinds, Set<CatalogueCode> serves, List<Job> jobs, Optional<Text> misfit) {
        public Said {
            kinds = List.copyOf(kinds);
            serves = Set.copyOf(serves);
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * Asks the plugin in these files.
     *
     * @throws Problem RELEASE_REFUSED saying what it did instead of answering
     */
    public Said ask(Map<String, String> headers, Map<String, byte[]> files) {
        try {
            return asked(headers, files);
        } catch (PluginFault e) {
            throw Problem.of(
                    ProblemType.RELEASE_REFUSED, e.words().zh() + "。", e.words().en() + ".");
        }
    }

    private Said asked(Map<String, String> headers, Map<String, byte[]> files) throws PluginFault {
        String type = implementation(headers, files);
        Plugin plugin = guard.step("constructor", STEP, () -> made(new Files(files), type));
        PluginInfo info = guard.step("info()", STEP, plugin::info);
        List<EntryKind> kinds = guard.step("kinds()", STEP, () -> List.copyOf(plugin.kinds()));
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category
                ? guard.step("serves()", STEP, () -> Set.copyOf(category.serves()))
                : Set.of();
        if (info == null) {
            throw new PluginFault("info()", "没有回答", "gave no answer");
        }
        List<Job> jobs =
                plugin instanceof SceneApp app ? guard.step("jobs()", STEP, () -> List.copyOf(app.jobs())) : List.of();
        return new Said(info, kinds, serves, jobs, book.misfit(kinds));
    }

    private static Plugin made(ClassLoader loader, String type) throws Exception {
        try {
            return (Plugin) loader.loadClass(type).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    private static String implementation(Map<String, String> headers, Map<String, byte[]> files) throws PluginFault {
        for (String path : headers.getOrDefault("Service-Component", "").split(",", -1)) {
            byte[] xml = files.get(path.strip());
            String text = xml == null ? "" : new String(xml, StandardCharsets.UTF_8);
            Matcher found = IMPLEMENTATION.matcher(text);
            if (text.contains("interface=\"" + Plugin.class.getName() + "\"") && found.find()) {
                return found.group(1);
            }
        }
        throw new PluginFault(
                "@Component",
                "没有登记插件服务：插件类须标注 @Component(service = Plugin.class)",
                "registers no plugin: the class needs @Component(service = Plugin.class)");
    }

    /** The plugin's own files and what the API's bundle sees: as in the framework, without installing anything. */
    private static final class Files extends ClassLoader {
        private final Map<String, byte[]> files;

        Files(Map<String, byte[]> files) {
            super(Plugin.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] code = files.get(name.replace('.', '/') + ".class");
            if (code != null) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : defineClass(name, code, 0, code.length);
                }
            }
            return name.startsWith("org.slf4j.")
                    ? LoggerFactory.class.getClassLoader().loadClass(name)
                    : super.loadClass(name, resolve);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] content = files.get(name);
            return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
        }
    }
}
