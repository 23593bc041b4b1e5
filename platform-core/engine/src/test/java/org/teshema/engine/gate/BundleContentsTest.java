package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;

/** A bundle that is taken out while its files are read is gone; one that stays and cannot be read permits nothing. */
class BundleContentsTest {
    private static final Bundle UNREADABLE = fake(
            Bundle.class,
            Map.of(
                    "getState",
                    Bundle.RESOLVED,
                    "getBundleId",
                    7L,
                    "getLocation",
                    new ReleaseOrigin("310107", "drill", "1.0.0").location(),
                    "getSymbolicName",
                    "drill",
                    "getVersion",
                    Version.valueOf("1.0.0"),
                    "getHeaders",
                    FrameworkUtil.asDictionary(Map.of("Bundle-SymbolicName", "drill")),
                    "getEntry",
                    unreadable(),
                    "findEntries",
                    Collections.enumeration(List.of(unreadable()))));

    /** The framework forgets a bundle before it calls it uninstalled: what is read in between was news in the log. */
    @Test
    void a_bundle_the_framework_has_forgotten_is_gone_though_its_state_does_not_say_so_yet() {
        var contents = new BundleContents(fake(BundleContext.class, Map.of()));

        assertThrows(IllegalStateException.class, () -> contents.jarUnread(UNREADABLE, Map.of()));
        assertTrue(contents.isGone(UNREADABLE));
    }

    @Test
    void a_bundle_that_is_there_and_cannot_be_read_permits_nothing_and_has_no_digest() {
        var contents = new BundleContents(fake(BundleContext.class, Map.of("getBundle", UNREADABLE)));

        PluginJar jar = contents.jar(UNREADABLE);

        assertEquals(Optional.of(new Permissions(Set.of())), jar.permissions());
        assertEquals(Optional.empty(), jar.digest());
        assertFalse(contents.isGone(UNREADABLE));
    }

    /** Answers what is set, whatever it is given, and null to all else. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> answers.get(method.getName())));
    }

    private static URL unreadable() {
        try {
            return new URL(null, "bundle://7.0/META-INF/teshema/release", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) throws IOException {
                    throw new IOException("No bundle associated with resource: " + url);
                }
            });
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
