package org.teshema.engine.gate;

import java.util.Optional;
import java.util.function.Function;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.text.Text;

/** Where plugins live that live in processes of their own. Implementations MUST be thread-safe. */
public interface Lodgings {
    /** The tier somebody chose for the plugin of that name; empty where nobody did. */
    Optional<Tier> chosen(String plugin);

    /** Why nobody can live here; empty when they can. */
    Optional<Text> objection();

    /**
     * Takes a plugin in. It is there later, or not; the watcher is told.
     *
     * @param name for the log
     * @param jar its jar, verified
     * @param type the class in it that is the plugin
     */
    Lodging open(String name, byte[] jar, String type, Watcher watcher);

    /**
     * Asks a plugin something in a process that ends afterwards.
     *
     * @throws PluginFault saying what it did instead of coming up; what is thrown by {@code work} is thrown on
     */
    <T> T once(byte[] jar, String type, Function<SceneApp, T> work) throws PluginFault;

    /** One plugin's place; closed when it leaves. */
    interface Lodging extends Dwelling, AutoCloseable {
        @Override
        void close();
    }

    /** Whoever wants to know how it goes with one. Called on a thread that MUST not be kept. */
    interface Watcher {
        /** It can be called, for the first time. */
        void arrived(SceneApp app);

        /** It can be called again. */
        void back();

        /** It will not come back. */
        void givenUp(Text why);
    }
}
