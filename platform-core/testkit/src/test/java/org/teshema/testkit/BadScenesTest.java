package org.teshema.testkit;

import static org.teshema.testkit.Bad.HEARS;
import static org.teshema.testkit.Bad.ITSELF;
import static org.teshema.testkit.Bad.JOBS;
import static org.teshema.testkit.Bad.LABEL;
import static org.teshema.testkit.Bad.PAGES;
import static org.teshema.testkit.Bad.SAME;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.app.Job;
import org.teshema.api.app.JobContext;
import org.teshema.api.app.Page;
import org.teshema.api.archive.Audience;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.SceneApp;
import org.teshema.api.posting.Posting;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Scene apps and aspects that break a rule of theirs are told it. */
class BadScenesTest {
    static Stream<Bad> plugins() {
        return Stream.of(
                new Bad("is an aspect that adds a position", Widening::new, LABEL, "an aspect takes positions away"),
                new Bad(
                        "is a scene app without a card",
                        () -> new Scene(null, List.of()),
                        ITSELF,
                        "card() answered null"),
                new Bad("is a scene app without links", () -> new Scene(Trucks.WORD, null), SAME, "answered null"),
                new Bad("has two pages of one name", TwicePaged::new, PAGES, "have one name"),
                new Bad("has two jobs of one name", () -> new Worker("medians", "medians"), JOBS, "have one name"),
                new Bad("fails where there is nothing to do", () -> new Worker("medians"), JOBS, "the job medians"),
                new Bad("hears of what nobody records", HardOfHearing::new, HEARS, "which is neither a kind"));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void it_is_told_which_rule_it_breaks(Bad bad) {
        bad.isTold();
    }

    private static final class Widening implements Aspect {
        @Override
        public PluginInfo info() {
            return new PluginInfo("wide", "1.0.0", Trucks.WORD, Optional.empty());
        }

        @Override
        public boolean appliesTo(Device device) {
            return true;
        }

        @Override
        public Posting restrict(Device device, Posting posting) {
            return Trucks.posting("特种设备码", "on-body", "operating-room");
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }

    private static final class TwicePaged implements SceneApp {
        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public List<Page> pages() {
            var page = new Page("board", Trucks.WORD, Set.of(Audience.GOVERNMENT), false);
            return List.of(page, page);
        }
    }

    private record Worker(List<Job> jobs) implements SceneApp {
        Worker(String... names) {
            this(Stream.of(names)
                    .map(name -> Job.every(name, Trucks.WORD, Duration.ofHours(1)))
                    .toList());
        }

        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public void job(JobContext context) {
            throw new IllegalStateException("no devices");
        }
    }

    private static final class HardOfHearing implements SceneApp {
        @Override
        public PluginInfo info() {
            return new Scene(Trucks.WORD, List.of()).info();
        }

        @Override
        public Text card() {
            return Trucks.WORD;
        }

        @Override
        public Set<String> hears() {
            return Set.of("nothing");
        }
    }
}
