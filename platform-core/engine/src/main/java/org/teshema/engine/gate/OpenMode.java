package org.teshema.engine.gate;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.door.Mode;
import org.teshema.door.Permits;
import org.teshema.door.Refusal;

/** What the door is set to, for all who tell it, and what it refuses, in the log. Thread-safe. */
@Component(service = OpenMode.class, immediate = true)
public final class OpenMode {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMode.class);

    private final boolean developer;

    /** As the door of this framework says. */
    @Activate
    public OpenMode(@Reference Permits permits) {
        this.developer = permits.mode() == Mode.DEVELOPER;
        LOG.info(
                developer
                        ? "开发模式：插件文件夹中未签名的插件会被加载 / developer mode: unsigned plugins of the plugin folder are let in"
                        : "生产模式：只运行随平台发行的和签名发布的 / production mode: only what was shipped or released runs");
        permits.tell(OpenMode::refused);
    }

    private static void refused(Refusal refusal) {
        LOG.warn(
                "未放行 / not let in: {} ({}): {} / {}", refusal.bundle(), refusal.location(), refusal.zh(), refusal.en());
    }

    /** Whether anybody who can write to the plugin folder brings code in. */
    public boolean isDeveloper() {
        return developer;
    }
}
