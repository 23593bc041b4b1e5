package org.teshema.faults.gallery;

import java.util.List;
import java.util.Optional;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;

/** What all of the gallery have in common: who they are, and for whom they misbehave. */
abstract class FaultyApp implements SceneApp {
    /** Exchanged for another of the same length in jars of another version. */
    private static final String VERSION = "1.10.10";
    /** 普陀区. */
    private static final String DISTRICT = "310107";

    private final String name;

    /** What it holds of the platform once it was started. */
    private volatile Optional<Platform> platform = Optional.empty();

    FaultyApp(String name) {
        this.name = name;
    }

    @Override
    public final PluginInfo info() {
        return new PluginInfo(name, VERSION, new Text("故障样例", "Sample of a fault"), Optional.of(DISTRICT));
    }

    @Override
    public final Text card() {
        return new Text("故障样例，仅供试验。", "A sample of a fault, for tests only.");
    }

    @Override
    public void start(Platform handed) {
        platform = Optional.of(handed);
    }

    @Override
    public final View view(ScanContext context) {
        return context.caller().language() == Language.EN ? misbehave(context) : notice(name + " " + VERSION);
    }

    /** The fault; what it does not end in it answers. */
    abstract View misbehave(ScanContext context);

    final Platform platform() {
        return platform.orElseThrow();
    }

    /** A view that says that. */
    static View notice(String words) {
        return new View(
                List.of(new Section.Notice(new Text("样例", "Sample"), Text.same(words), Section.Tone.PLAIN)), List.of());
    }
}
