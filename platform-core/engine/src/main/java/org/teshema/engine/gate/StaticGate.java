package org.teshema.engine.gate;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.text.Text;

/** What is asked of a plugin's jar before any of it runs: its manifest and its code. Thread-safe. */
@Component(service = StaticGate.class)
public final class StaticGate {
    private final JarCheck jars;

    /** Goes by the API of this platform. */
    @Activate
    public StaticGate() {
        this(FrameworkUtil.getBundle(Plugin.class).getHeaders("").get("Export-Package"));
    }

    /** Goes by the packages that an {@code Export-Package} header offers. */
    public StaticGate(String exported) {
        this.jars = new JarCheck(JarCheck.exported(exported));
    }

    /**
     * Why this jar stays out; empty when it may come in.
     *
     * @param headers its manifest
     * @param files all its files by path
     */
    public Optional<Text> refusal(Map<String, String> headers, Map<String, byte[]> files) {
        if (!JarCheck.looksLikePlugin(headers)) {
            return Optional.of(new Text(
                    "清单未导入 org.teshema.api.plugin：这不是插件。",
                    "The manifest does not import org.teshema.api.plugin: this is no plugin."));
        }
        return jars.refusal(headers).or(() -> CodeCheck.refusal(files));
    }
}
