package org.teshema.engine.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.SceneApp;
import org.teshema.host.wire.Surface;

/** A scene app as the gate and the table see it; each of its methods is a call into whatever process its host has now. Thread-safe. */
final class HostedApp implements InvocationHandler {
    private static final Surface SURFACE = new Surface(SceneApp.class);

    private final String name;
    private final AtomicReference<Line> line = new AtomicReference<>();
    private final SceneApp app =
            (SceneApp) Proxy.newProxyInstance(SceneApp.class.getClassLoader(), new Class<?>[] {SceneApp.class}, this);
    private volatile Optional<Platform> platform = Optional.empty();

    HostedApp(String name) {
        this.name = name;
    }

    /** What is called like any plugin. */
    SceneApp app() {
        return app;
    }

    /** From now on calls go there. One that was started before is started there anew. */
    void moveTo(Line next) {
        platform.ifPresent(handle -> {
            String start = "start(" + Platform.class.getName() + ")";
            next.call(start, SURFACE.spot(start).orElseThrow(), new Object[0], platform);
        });
        line.set(next);
    }

    /** From now on it is not there. */
    void moveOut() {
        line.set(null);
    }

    boolean isThere() {
        Line now = line.get();
        return now != null && !now.isGone();
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> name + " in its host";
            };
        }
        Object[] given = arguments == null ? new Object[0] : arguments;
        for (Object one : given) {
            if (one instanceof Platform handle) {
                platform = Optional.of(handle);
            }
        }
        Line now = line.get();
        if (now == null) {
            throw new HostAway("The host of " + name + " is not there");
        }
        String called = Surface.name(method);
        Surface.Spot spot = SURFACE.spot(called).orElseThrow();
        Object[] travelling =
                Stream.of(given).filter(one -> !(one instanceof Platform)).toArray();
        return now.call(called, spot, travelling, platform);
    }
}
