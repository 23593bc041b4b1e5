package org.teshema.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Makes the code of plugins come back when it is interrupted, see {@link RecalledCode}: a thread that loops cannot be stopped from
 * outside, so the loop itself has to look. Everything a plugin's bundle loads is made so; nothing of any other bundle is touched.
 * Thread-safe.
 */
@Component(service = Recall.class, immediate = true)
public final class Recall implements WeavingHook, AutoCloseable {
    private final Map<Bundle, Boolean> plugins = Collections.synchronizedMap(new WeakHashMap<>());
    private final ServiceRegistration<WeavingHook> hook;

    /** Works from now on; the gate waits for it before it asks for any plugin. */
    @Activate
    public Recall(BundleContext context) {
        // The framework asks the hook about every class, the hook's own too: what it needs has to be there before.
        PluginBundle.is(context.getBundle());
        RecalledCode.of(ownCode());
        hook = context.registerService(WeavingHook.class, this, null);
    }

    private static byte[] ownCode() {
        try (InputStream in = Recall.class.getResourceAsStream("Recall.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void weave(WovenClass loaded) {
        Bundle bundle = loaded.getBundleWiring().getBundle();
        Boolean plugin = plugins.get(bundle);
        if (plugin == null) {
            plugin = PluginBundle.is(bundle);
            plugins.put(bundle, plugin);
        }
        if (plugin) {
            loaded.setBytes(RecalledCode.of(loaded.getBytes()));
        }
    }

    @Override
    @Deactivate
    public void close() {
        hook.unregister();
    }
}
