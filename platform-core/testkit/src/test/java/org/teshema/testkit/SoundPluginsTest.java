package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.teshema.testkit.Bad.JAR;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.Aspect;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Posting;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;

/** Plugins that keep the rules pass, and every rule is broken by some bad plugin. */
class SoundPluginsTest {
    @Test
    void plugins_of_every_sort_that_keep_the_rules_pass() {
        assertEquals(Map.of(), Suspect.failures(Trucks::new));
        assertEquals(Map.of(), Suspect.failures(Narrowing::new));
        assertEquals(Map.of(), Suspect.failures(() -> new Scene(Trucks.WORD, List.of())));
    }

    @Test
    void every_rule_of_the_contract_is_broken_by_some_bad_plugin() {
        Set<String> broken = new TreeSet<>(Set.of(JAR));
        Stream.of(
                        BadAnswersTest.plugins(),
                        BadDeclarationsTest.plugins(),
                        BadFormsTest.plugins(),
                        BadScenesTest.plugins())
                .flatMap(bad -> bad)
                .map(Bad::rule)
                .forEach(broken::add);
        assertEquals(Suspect.rules(), List.copyOf(broken));
    }

    private static final class Narrowing implements Aspect {
        @Override
        public PluginInfo info() {
            return new PluginInfo("narrow", "1.0.0", Trucks.WORD, Optional.empty());
        }

        @Override
        public boolean appliesTo(Device device) {
            return device.category().value().startsWith("5");
        }

        @Override
        public Posting restrict(Device device, Posting posting) {
            return new Posting(
                    posting.labelTitle(), posting.positions().subList(0, 1), 80, 100, Trucks.WORD, Optional.empty());
        }

        @Override
        public View view(ScanContext context) {
            return View.empty();
        }
    }
}
