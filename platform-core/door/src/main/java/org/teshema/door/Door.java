package org.teshema.door;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The door of one framework. Hook and listener belong to the framework itself and not to the door's bundle, so that to stop the bundle
 * opens nothing.
 */
final class Door implements Permits, ServiceFactory<Permits> {
    private static final String ENGINE = "org.teshema.engine";

    private final Settings settings;
    private final Trust trust;
    private final Refusals refusals;

    private Door(Settings settings, Trust trust, Refusals refusals) {
        this.settings = settings;
        this.trust = trust;
        this.refusals = refusals;
    }

    /**
     * Shuts the door of the framework that this bundle was started in.
     *
     * @throws IOException when the list of what was shipped cannot be read
     * @throws ReflectiveOperationException when this is not the framework it was built for
     */
    static Door shut(BundleContext own, PrintStream errors) throws IOException, ReflectiveOperationException {
        Path home = Path.of(needed(own, "karaf.home"));
        Path cache = own.getDataFile("").toPath().toAbsolutePath().getParent().getParent();
        var settings = new Settings(
                Mode.of(own.getProperty(Mode.PROPERTY)),
                List.of(home.resolve("system"), cache),
                Optional.ofNullable(own.getProperty("teshema.plugins"))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of),
                words(own.getProperty("teshema.door.also")));
        ShippedList shipped = ShippedList.read(home.resolve(ShippedList.PATH));
        var door = new Door(settings, new Trust(settings, shipped, new FelixStored()), new Refusals(errors));
        Extracted.discard(cache);
        door.shut(own.getBundle(0));
        return door;
    }

    private void shut(Bundle framework) throws ReflectiveOperationException {
        BundleContext context = framework.getBundleContext();
        var listener = new Listener(trust, refusals);
        context.addBundleListener(listener);
        context.registerService(ResolverHookFactory.class, new Hook(trust::trusts), null);
        Extensions.guard(framework, trust::trusts);
        listener.sweep(context);
        ServiceFactory<Permits> permits = this;
        context.registerService(Permits.class, permits, null);
    }

    private static String needed(BundleContext context, String property) {
        String value = context.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("缺少设置 / not set: " + property);
        }
        return value;
    }

    private static List<String> words(String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    @Override
    public Mode mode() {
        return settings.mode();
    }

    @Override
    public void permit(String location, byte[] jar) {
        trust.permit(location, Sm3.hex(jar));
    }

    @Override
    public void withdraw(String location) {
        trust.withdraw(location);
    }

    @Override
    public void tell(Consumer<Refusal> listener) {
        refusals.tell(listener);
    }

    /** Only the engine that was shipped may let others in. */
    @Override
    public Permits getService(Bundle bundle, ServiceRegistration<Permits> registration) {
        boolean engine = ENGINE.equals(bundle.getSymbolicName()) && trust.isShipped(bundle.adapt(BundleRevision.class));
        return engine ? this : null;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Permits> registration, Permits service) {
        // One object serves the whole time.
    }
}
