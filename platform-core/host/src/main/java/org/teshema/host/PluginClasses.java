package org.teshema.host;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The plugin's own classes, and of all others the API's, the log's and Java's: what it finds in the platform's process too. */
final class PluginClasses extends URLClassLoader {
    PluginClasses(Path jar) throws MalformedURLException {
        super(new URL[] {jar.toUri().toURL()}, new Seen());
    }

    /** What a plugin may see of this process. */
    private static final class Seen extends ClassLoader {
        Seen() {
            super(HostMain.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.") || name.startsWith("org.teshema.api.") || name.startsWith("org.slf4j.")) {
                return super.loadClass(name, resolve);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        public URL getResource(String name) {
            return null;
        }

        @Override
        public java.util.Enumeration<URL> getResources(String name) throws IOException {
            return java.util.Collections.emptyEnumeration();
        }
    }
}
