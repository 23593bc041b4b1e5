package org.teshema.engine.gate;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Link;
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

    private final Guard guard;
    private final AdmissionBook book;
    private final Optional<Lodgings> lodgings;

    /** Asks under this guard, and compares with what this book knows; scene apps in a process that ends afterwards. */
    @Activate
    public Tryout(@Reference Guard guard, @Reference AdmissionBook book, @Reference Lodgings lodgings) {
        this.guard = guard;
        this.book = book;
        this.lodgings = Optional.of(lodgings);
    }

    /** Asks everybody in this process. */
    public Tryout(Guard guard, AdmissionBook book) {
        this.guard = guard;
        this.book = book;
        this.lodgings = Optional.empty();
    }

    /**
     * What a plugin says of itself.
     *
     * @param info who it is
     * @param kinds the entry kinds it declares
     * @param serves the catalogue nodes it serves; none for aspects and scene apps
     * @param scene its pages, what it hears and its jobs; empty where it is no scene app
     * @param links what it adds to the linkset of a device, as far as it tells for one that does not exist
     * @param stored the newest version of its kinds that entries may have been stored by, by kind
     * @param misfit why its kinds do not fit what was stored; empty when they do
     */
    public record Said(
            PluginInfo info,
            List<EntryKind> kinds,
            Set<CatalogueCode> serves,
            Optional<Scene> scene,
            List<Link> links,
            Map<String, Integer> stored,
            Optional<Text> misfit) {
        public Said {
            links = List.copyOf(links);
            stored = Map.copyOf(stored);
            kinds = List.copyOf(kinds);
            serves = Set.copyOf(serves);
        }

        /** The jobs it declares; none for what is no scene app. */
        public List<Job> jobs() {
            return scene.map(Scene::jobs).orElse(List.of());
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
        PluginClass type = PluginClass.in(headers, files)
                .orElseThrow(() -> new PluginFault(
                        "@Component",
                        "没有登记插件服务：插件类须标注 @Component(service = Plugin.class)",
                        "registers no plugin: the class needs @Component(service = Plugin.class)"));
        if (type.isSceneApp() && lodgings.isPresent()) {
            return inAHost(type, files, lodgings.get());
        }
        return said(guard.step("constructor", STEP, () -> made(new Files(files), type.name())));
    }

    /** What is to live in a district host does not run here before, either. */
    private Said inAHost(PluginClass type, Map<String, byte[]> files, Lodgings hosts) throws PluginFault {
        Optional<Text> objection = hosts.objection();
        if (objection.isPresent()) {
            throw Problem.of(
                    ProblemType.RELEASE_REFUSED,
                    objection.get().zh(),
                    objection.get().en());
        }
        Object said = hosts.once(JarBytes.of(files), type.name(), app -> {
            try {
                return said(app);
            } catch (PluginFault e) {
                return e;
            }
        });
        if (said instanceof PluginFault fault) {
            throw fault;
        }
        return (Said) said;
    }

    private Said said(Plugin plugin) throws PluginFault {
        PluginInfo info = guard.step("info()", STEP, plugin::info);
        List<EntryKind> kinds = guard.step("kinds()", STEP, () -> List.copyOf(plugin.kinds()));
        Set<CatalogueCode> serves = plugin instanceof CategoryPlugin category
                ? guard.step("serves()", STEP, () -> Set.copyOf(category.serves()))
                : Set.of();
        if (info == null) {
            throw new PluginFault("info()", "没有回答", "gave no answer");
        }
        return new Said(
                info,
                kinds,
                serves,
                scene(plugin),
                links(plugin, info, serves),
                book.stored(kinds),
                book.misfit(kinds));
    }

    private Optional<Scene> scene(Plugin plugin) throws PluginFault {
        return plugin instanceof SceneApp app
                ? Optional.of(guard.step(
                        "pages(), hears() and jobs()",
                        STEP,
                        () -> new Scene(app.card(), app.pages(), app.hears(), app.jobs())))
                : Optional.empty();
    }

    /** An app that tells no links before it was started is not refused for it. */
    private List<Link> links(Plugin plugin, PluginInfo info, Set<CatalogueCode> serves) {
        if (!(plugin instanceof SceneApp app)) {
            return List.of();
        }
        try {
            var context = WarmUp.context(serves, info.district(), Rulebook.of(List.copyOf(plugin.rules())));
            return guard.step("links()", STEP, () -> List.copyOf(app.links(context)));
        } catch (PluginFault | RuntimeException e) {
            return List.of();
        }
    }

    private static Plugin made(ClassLoader loader, String type) throws Exception {
        try {
            return (Plugin) loader.loadClass(type).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
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
                    if (loaded != null) {
                        return loaded;
                    }
                    byte[] recalled = RecalledCode.of(code);
                    return defineClass(name, recalled, 0, recalled.length);
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
