package org.teshema.engine.codes;

import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.teshema.trust.keys.KeyRing;
import org.teshema.trust.keys.KeyRingException;

/** The end of a node that has no keys: it could neither sign nor verify, and would look as if it were still starting. */
final class NodeEnd {
    private NodeEnd() {}

    /** What opens, or the end: the reason stands on the console, where whoever started the node looks first. */
    static KeyRing unless(BundleContext node, Supplier<KeyRing> opens) {
        try {
            return opens.get();
        } catch (KeyRingException e) {
            System.err.println(e.getMessage());
            try {
                node.getBundle(0).stop();
            } catch (BundleException stays) {
                e.addSuppressed(stays);
            }
            throw e;
        }
    }
}
