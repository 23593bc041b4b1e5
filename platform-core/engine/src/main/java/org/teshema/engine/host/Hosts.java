package org.teshema.engine.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Lodgings;
import org.teshema.engine.gate.PluginFault;
import org.teshema.engine.gate.RecalledJar;
import org.teshema.engine.gate.Tier;

/** The hosts of this node. Thread-safe. */
@Component(service = Lodgings.class, configurationPid = "org.teshema.host")
public final class Hosts implements Lodgings {
    private final HostSettings settings;
    private final HostJars jars;
    private final Tiers tiers;
    private volatile boolean sound;

    /** Configuration {@code org.teshema.host}. */
    public @interface Config {
        /** Java heap of one host, in MiB. */
        int heap_mb() default 64;

        /** Address space of one host, in MiB. */
        int addresses_mb() default 1024;

        /** Seconds within which a host has made its plugin. */
        int start_seconds() default 30;

        /** So many deaths within the window, and a host is not started again. */
        int deaths() default 6;

        /** Minutes that deaths are remembered. */
        int window_minutes() default 10;
    }

    /** Hosts made of the jars of this distribution. */
    @Activate
    public Hosts(Config config, BundleContext context, @Reference Tiers tiers) {
        this(
                new HostSettings(
                        config.heap_mb(),
                        config.addresses_mb(),
                        Duration.ofSeconds(config.start_seconds()),
                        HostSettings.SHIPPED.answerWithin(),
                        config.deaths(),
                        Duration.ofMinutes(config.window_minutes())),
                HostJars.under(Path.of(context.getProperty("karaf.home"))),
                tiers);
    }

    private Hosts(HostSettings settings, HostJars jars, Tiers tiers) {
        this.settings = settings;
        this.jars = jars;
        this.tiers = tiers;
    }

    /** Hosts made of other jars. */
    static Hosts of(HostSettings settings, HostJars jars, Tiers tiers) {
        return new Hosts(settings, jars, tiers);
    }

    @Override
    public Optional<Tier> chosen(String plugin) {
        return tiers.chosen(plugin);
    }

    @Override
    public Optional<Text> objection() {
        // What was missing may be installed meanwhile; what was there stays.
        if (sound) {
            return Optional.empty();
        }
        Optional<Text> objection = Prison.objection();
        sound = objection.isEmpty();
        return objection;
    }

    @Override
    public Lodging open(String name, byte[] jar, String type, Watcher watcher) {
        var host = new Host(new Guest(name, RecalledJar.of(jar), type), settings, jars, watcher);
        host.begin();
        return host;
    }

    @Override
    public <T> T once(byte[] jar, String type, Function<SceneApp, T> work) throws PluginFault {
        try (HostProcess process = HostProcess.start(new Guest("trial", RecalledJar.of(jar), type), settings, jars)) {
            var app = new HostedApp("trial");
            app.moveTo(process.line());
            return work.apply(app.app());
        } catch (IOException e) {
            throw new PluginFault("constructor", e.getMessage(), e.getMessage());
        }
    }
}
