package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The archive as it is shipped: it holds its own repository, asks no other, and starts with no network. Nothing is started for this. */
class ShippedRepositoryJourney {
    private static final Path HOME = UnpackedDistribution.ofThisRun().asShipped();
    private static final Path SYSTEM = HOME.resolve("system");
    private static final Pattern MAVEN =
            Pattern.compile("mvn:([^/]+)/([^/]+)/([^/$#?&]+)(?:/([^/$#?&]+))?(?:/([^/$#?&]+))?");

    @Test
    void no_repository_but_its_own_is_ever_asked() throws IOException {
        Properties settings = properties("org.ops4j.pax.url.mvn.cfg");
        String name = "org.ops4j.pax.url.mvn.";
        assertEquals("", settings.getProperty(name + "repositories"));
        assertEquals("false", settings.getProperty(name + "useFallbackRepositories"));
        for (String one : settings.getProperty(name + "defaultRepositories").split(",", -1)) {
            assertTrue(one.strip().matches("\\$\\{karaf\\.(home|base|data)\\.uri}.*"), one);
        }
        settings.forEach((key, value) -> assertFalse(String.valueOf(value).contains("http"), key + " = " + value));
    }

    @Test
    void all_that_a_start_needs_lies_in_it() throws Exception {
        Set<String> missing = new TreeSet<>();
        Properties startup = properties("startup.properties");
        assertTrue(startup.size() > 5, startup.toString());
        for (String url : startup.stringPropertyNames()) {
            String file = url.replaceFirst("^reference:file:", "");
            if (!Files.isRegularFile(SYSTEM.resolve(file))) {
                missing.add(file);
            }
        }
        Properties boot = properties("org.apache.karaf.features.cfg");
        List<Element> features = new ArrayList<>();
        for (String url : boot.getProperty("featuresRepositories").split(",", -1)) {
            Path file = SYSTEM.resolve(file(url.strip()));
            Element repository = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            features.addAll(children(repository, "feature"));
        }
        Set<String> wanted = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>();
        Arrays.stream(boot.getProperty("featuresBoot").split(",", -1))
                .map(one -> one.strip().split("/", 2)[0])
                .forEach(left::add);
        int bundles = 0;
        while (!left.isEmpty()) {
            String name = left.pop();
            if (!wanted.add(name)) {
                continue;
            }
            List<Element> found = features.stream()
                    .filter(one -> one.getAttribute("name").equals(name))
                    .toList();
            assertFalse(found.isEmpty(), "no feature " + name);
            for (Element feature : found) {
                children(feature, "feature").forEach(one -> left.add(text(one)));
                List<Element> parts = new ArrayList<>(children(feature, "bundle"));
                parts.addAll(children(feature, "configfile"));
                for (Element part : parts) {
                    bundles++;
                    if (!Files.isRegularFile(SYSTEM.resolve(file(text(part))))) {
                        missing.add(name + ": " + text(part));
                    }
                }
            }
        }
        assertTrue(bundles > 50, bundles + " bundles of " + wanted);
        assertEquals(Set.of(), missing, "of " + wanted);
    }

    private static Properties properties(String file) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(HOME.resolve("etc").resolve(file))) {
            properties.load(in);
        }
        return properties;
    }

    /** Where a repository keeps what that address names. */
    private static String file(String url) {
        Matcher maven = MAVEN.matcher(url);
        assertTrue(maven.find(), url);
        String artifact = maven.group(2);
        String version = maven.group(3);
        String type = maven.group(4) == null ? "jar" : maven.group(4);
        String classifier = maven.group(5) == null ? "" : "-" + maven.group(5);
        return maven.group(1).replace('.', '/') + "/" + artifact + "/" + version + "/" + artifact + "-" + version
                + classifier + "." + type;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        NodeList all = parent.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            Node one = all.item(i);
            if (one instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }
}
