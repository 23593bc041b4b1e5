package org.teshema.door;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;

/**
 * Keeps untrusted framework extensions out of the framework's own class path. Felix asks no hook about a fragment of the system
 * bundle, and resolves it before a listener hears of it; so the lists that it takes such fragments from are exchanged for lists that
 * take only what is trusted. This holds for the Felix it was built for; another one is refused.
 */
final class Extensions {
    private static final List<String> LISTS = List.of("m_unresolvedExtensions", "m_failedExtensions");

    private Extensions() {}

    /**
     * Guards the lists of that framework.
     *
     * @throws ReflectiveOperationException when it is another framework than expected
     */
    static void guard(Bundle framework, Predicate<BundleRevision> trusted) throws ReflectiveOperationException {
        Object manager = field(framework, "m_extensionManager").get(framework);
        for (String name : LISTS) {
            Field list = field(manager, name);
            var guarded = new TrustedOnly(trusted);
            for (Object waiting : (Collection<?>) list.get(manager)) {
                guarded.add(waiting);
            }
            list.set(manager, guarded);
        }
    }

    /**
     * Makes an extension that is to be taken out an ordinary bundle: Felix shuts the whole framework down when one is uninstalled, which
     * would be as good as an attack.
     */
    static void disarm(Bundle bundle) throws ReflectiveOperationException {
        for (BundleRevision revision : bundle.adapt(BundleRevisions.class).getRevisions()) {
            field(revision, "m_isExtension").setBoolean(revision, false);
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** A list into which nothing comes that is not trusted. */
    private static final class TrustedOnly extends CopyOnWriteArrayList<Object> {
        private static final long serialVersionUID = 1L;

        private final transient Predicate<BundleRevision> trusted;

        TrustedOnly(Predicate<BundleRevision> trusted) {
            this.trusted = trusted;
        }

        @Override
        public boolean add(Object one) {
            return one instanceof BundleRevision revision && trusted.test(revision) && super.add(one);
        }

        @Override
        public boolean addAll(Collection<?> all) {
            boolean changed = false;
            for (Object one : all) {
                changed |= add(one);
            }
            return changed;
        }
    }
}
