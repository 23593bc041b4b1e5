package org.teshema.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.teshema.api.plugin.Plugin;
import org.teshema.faults.Fault;

/** Plugins of the fault gallery, loaded as the framework loads them: so changed that they can be recalled. */
public final class RecalledGallery extends ClassLoader {
    private RecalledGallery() {
        super(Fault.class.getClassLoader());
    }

    /** A new plugin with that fault. */
    public static Plugin plugin(Fault fault) {
        try {
            String name = fault.plugin().getClass().getName();
            return (Plugin)
                    new RecalledGallery().loadClass(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.teshema.faults.gallery.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : recalled(name);
        }
    }

    private Class<?> recalled(String name) {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] code = RecalledCode.of(in.readAllBytes());
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
