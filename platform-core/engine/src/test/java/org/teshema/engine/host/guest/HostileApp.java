package org.teshema.engine.host.guest;

import java.util.List;
import java.util.Optional;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** An app that does the mischief which the device's place names, and tells what came of it. */
public final class HostileApp implements SceneApp {
    private Optional<Platform> platform = Optional.empty();

    @Override
    public PluginInfo info() {
        return new PluginInfo("hostile-app", "1.0.0", new Text("恶意应用", "Hostile app"), Optional.of("310104"));
    }

    @Override
    public Text card() {
        return new Text("不怀好意。", "It means no good.");
    }

    @Override
    public void start(Platform given) {
        platform = Optional.of(given);
    }

    @Override
    public View view(ScanContext context) {
        String[] words = context.device().place().split(" ", 2);
        String said;
        try {
            said = Mischief.named(words[0]).done(words.length > 1 ? words[1] : "", platform);
        } catch (Throwable thrown) {
            if (thrown instanceof OutOfMemoryError all) {
                throw all;
            }
            said = "REFUSED " + thrown;
        }
        String told = said.length() > 400 ? said.substring(0, 400) : said;
        return new View(List.of(new Section.Notice(Text.same("told"), Text.same(told), Section.Tone.PLAIN)), List.of());
    }
}
