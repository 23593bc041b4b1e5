package org.teshema.itest.container;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The walls of the house, as the running framework sees them. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] ROOMS = {"door", "api", "host", "trust", "engine", "web", "rest", "shell"};

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory shell;

    @Configuration
    public Option[] distribution() {
        return Distribution.started();
    }

    @Test
    public void everyBundleIsActive() throws InterruptedException {
        awaitAll(() -> notActive().isEmpty());
        assertEquals("bundles that are not active", List.of(), notActive());
    }

    @Test
    public void noBundleOfOursHasAnOptionalImport() {
        List<String> optional = ours(ROOMS)
                .flatMap(bundle -> packagesRequired(bundle)
                        .filter(need -> Constants.RESOLUTION_OPTIONAL.equals(
                                need.getDirectives().get(Constants.RESOLUTION_DIRECTIVE)))
                        .map(need -> bundle.getSymbolicName() + " " + need))
                .collect(toList());
        assertEquals("a later bundle could satisfy these and force a refresh", List.of(), optional);
    }

    @Test
    public void theContractKnowsNothingButTheJdk() {
        assertEquals(new TreeSet<>(), providersOf("api"));
    }

    @Test
    public void importsRunOneWay() {
        assertOnlyImportsFromOurs("door");
        assertOnlyImportsFromOurs("trust", "api");
        assertOnlyImportsFromOurs("host", "api");
        assertOnlyImportsFromOurs("engine", "door", "api", "host", "trust");
        assertOnlyImportsFromOurs("web", "api", "trust", "engine");
        assertOnlyImportsFromOurs("rest", "api", "trust", "engine", "web");
    }

    @Test
    public void nobodySeesWhatABundleHides() {
        List<String> leaks = ours(ROOMS)
                .flatMap(
                        bundle -> bundle
                                .adapt(BundleRevision.class)
                                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                                .stream())
                .map(offer -> (String) offer.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .filter(name -> !name.startsWith("org.teshema."))
                .collect(toList());
        assertEquals("packages of libraries that leave their bundle", List.of(), leaks);
        assertEquals("who uses Bouncy Castle", List.of("org.teshema.trust"), usersOf("org.bouncycastle."));
        assertEquals("who uses ZXing", List.of("org.teshema.trust"), usersOf("com.google.zxing"));
        assertEquals("who uses PDFBox", List.of("org.teshema.trust"), usersOf("org.apache.pdfbox"));
    }

    @Test
    public void theOperatorsCommandsAreThereWithHelpAndCompletion() throws InterruptedException {
        Set<String> expected = new TreeSet<>(Set.of(
                "balance",
                "batch-make",
                "demo-city",
                "installations",
                "plugins",
                "release",
                "release-keys",
                "replay",
                "rules",
                "scan",
                "second-factor-reset",
                "status",
                "tier"));
        awaitAll(() -> commands().keySet().equals(expected));
        assertEquals(expected, commands().keySet());
        commands().forEach((name, command) -> {
            assertTrue(name + " completes", command.getCompleter(true) != null);
            String help = typed("teshema:" + name + " --help");
            assertTrue(
                    help,
                    help.contains("teshema:" + name)
                            && help.contains(command.getDescription().substring(0, 20)));
        });
        String status = typed("teshema:status");
        assertTrue(status, status.contains("database     answers"));
        assertTrue(status, status.contains("ledger       "));
    }

    private Map<String, Command> commands() {
        return shell.getRegistry().getCommands().stream()
                .filter(command -> command.getScope().equals("teshema"))
                .collect(toMap(Command::getName, command -> command, (a, b) -> a, TreeMap::new));
    }

    /** What the console answers to that line, without colours. */
    private String typed(String line) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Session session = shell.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            session.execute(line);
        } catch (Exception e) {
            throw new AssertionError(line + " failed", e);
        } finally {
            session.close();
        }
        return said.toString(StandardCharsets.UTF_8).replaceAll("\u001B\\[[;\\d]*m", "");
    }

    private List<String> notActive() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " state " + bundle.getState())
                .collect(toList());
    }

    private Stream<Bundle> ours(String... rooms) {
        return Arrays.stream(rooms).map(this::room);
    }

    private Bundle room(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> ("org.teshema." + name).equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle org.teshema." + name));
    }

    private static Stream<BundleRequirement> packagesRequired(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream();
    }

    /** Symbolic names of the bundles that give this one a package, the framework and the logger aside. */
    private Set<String> providersOf(String room) {
        List<BundleWire> wires =
                room(room).adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        return wires.stream()
                .map(wire -> wire.getProvider().getBundle())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(Bundle::getSymbolicName)
                .filter(name -> !name.startsWith("org.ops4j.pax.logging"))
                .collect(toCollection(TreeSet::new));
    }

    private void assertOnlyImportsFromOurs(String room, String... allowed) {
        Set<String> found = providersOf(room);
        found.removeIf(name -> !name.startsWith("org.teshema."));
        List<String> may = new ArrayList<>(Arrays.asList(allowed));
        may.add(room);
        may.forEach(name -> found.remove("org.teshema." + name));
        assertTrue(room + " imports from " + found, found.isEmpty());
    }

    private List<String> usersOf(String prefix) {
        return ours(ROOMS)
                .filter(bundle ->
                        bundle.adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                                .anyMatch(wire -> ((String) wire.getCapability()
                                                .getAttributes()
                                                .get(PackageNamespace.PACKAGE_NAMESPACE))
                                        .startsWith(prefix)))
                .map(Bundle::getSymbolicName)
                .collect(toList());
    }

    private static void awaitAll(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Object bell = new Object();
        synchronized (bell) {
            while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
                bell.wait(100);
            }
        }
    }
}
