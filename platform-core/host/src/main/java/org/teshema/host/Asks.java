package org.teshema.host;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.teshema.api.plugin.Platform;
import org.teshema.host.wire.Codec;
import org.teshema.host.wire.Frame;
import org.teshema.host.wire.Surface;
import org.teshema.host.wire.Thrown;
import org.teshema.host.wire.Wire;

/**
 * What the plugin asks its platform: each question goes out under the number of the call in which it is asked, and is answered for
 * whoever reads in that call. Outside a call there is nobody to answer for.
 */
final class Asks {
    private final Wire wire;
    private final Surface surface = new Surface(Platform.class);
    private final ThreadLocal<Long> call = new ThreadLocal<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Frame>> waiting = new ConcurrentHashMap<>();
    private final Platform platform = (Platform) stub("", Platform.class);

    Asks(Wire wire) {
        this.wire = wire;
    }

    Platform platform() {
        return platform;
    }

    /** This thread is in that call now. */
    void within(long number) {
        call.set(number);
    }

    /** It is no longer. */
    void over() {
        call.remove();
    }

    void answered(Frame frame) {
        CompletableFuture<Frame> one = waiting.remove(frame.ask());
        if (one != null) {
            one.complete(frame);
        }
    }

    private Object stub(String prefix, Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader() == null ? Asks.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                new Stub(prefix, type));
    }

    private final class Stub implements InvocationHandler {
        private final String prefix;
        private final Class<?> type;
        private final Map<Method, Object> handedOut = new ConcurrentHashMap<>();

        Stub(String prefix, Class<?> type) {
            this.prefix = prefix;
            this.type = type;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName();
                };
            }
            if (Surface.isHandedOut(method)) {
                return handedOut.computeIfAbsent(
                        method, one -> stub(prefix + one.getName() + ".", one.getReturnType()));
            }
            String name = prefix + Surface.name(method);
            var spot = surface.spot(name);
            if (spot.isEmpty() && method.isDefault()) {
                return InvocationHandler.invokeDefault(self, method, arguments);
            }
            return ask(name, spot.orElseThrow(), arguments == null ? new Object[0] : arguments);
        }
    }

    private Object ask(String name, Surface.Spot spot, Object[] arguments) {
        Long within = call.get();
        if (within == null) {
            throw new IllegalStateException("The platform answers while the plugin is called, and on that thread");
        }
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<Frame>();
        waiting.put(number, answer);
        try {
            wire.write(new Frame(Frame.Kind.ASK, within, number, name, Codec.all(spot.parameters(), arguments)));
            Frame frame = answer.get();
            if (frame.kind() == Frame.Kind.REFUSAL) {
                throw Thrown.of(frame.words());
            }
            return spot.answer().map(type -> Codec.value(type, frame.body())).orElse(null);
        } catch (IOException e) {
            throw new IllegalStateException("The platform is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Nobody waits for this call any more", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            waiting.remove(number);
        }
    }
}
