package org.teshema.engine.gate;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/** Which bundles of the framework are plugins. */
final class PluginBundle {
    private static final Pattern OURS = Pattern.compile("org\\.teshema\\.(door|api|host|trust|engine|web|rest|shell)");

    private PluginBundle() {}

    /** Whether a bundle was written as a plugin, and is none of the platform's own. */
    static boolean is(Bundle bundle) {
        boolean ours = bundle.getBundleId() == 0
                || OURS.matcher(String.valueOf(bundle.getSymbolicName())).matches();
        return !ours && JarCheck.looksLikePlugin(headers(bundle));
    }

    /** Its manifest. */
    static Map<String, String> headers(Bundle bundle) {
        var headers = new HashMap<String, String>();
        Dictionary<String, String> raw = bundle.getHeaders("");
        for (String name : Collections.list(raw.keys())) {
            headers.put(name, raw.get(name));
        }
        return headers;
    }
}
