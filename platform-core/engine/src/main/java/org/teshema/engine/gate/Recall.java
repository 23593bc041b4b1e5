package org.teshema.engine.gate;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Makes the code of plugins come back when it is interrupted, see {@link RecalledCode}: a thread that loops cannot be stopped from
 * outside, so the loop itself has to look. Everything a plugin's bundle loads is made so; nothing of any other bundle is touched.
 * Thread-safe.
 */
@Component(
        service = {Recall.class, WeavingHook.class},
        immediate = true)
public final class Recall implements WeavingHook {
    private final Map<Bundle, Boolean> plugins = Collections.synchronizedMap(new WeakHashMap<>());

    /** Works from now on; the gate waits for it before it asks for any plugin. */
    @Activate
    public Recall() {}

    @Override
    public void weave(WovenClass loaded) {
        Bundle bundle = loaded.getBundleWiring().getBundle();
        if (plugins.computeIfAbsent(bundle, one -> Gate.isPlugin(one, Gate.headers(one)))) {
            loaded.setBytes(RecalledCode.of(loaded.getBytes()));
        }
    }
}
