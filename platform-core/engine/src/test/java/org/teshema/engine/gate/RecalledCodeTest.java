package org.teshema.engine.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecalledCodeTest {
    private static final long PATIENCE = Duration.ofSeconds(30).toMillis();

    /** Loops of every kind there is; each is a plugin's. */
    public static final class Loops {
        private long sum = 1;

        /** While. */
        public void whileLoop() {
            while (sum != 0) {
                sum |= 1;
            }
        }

        /** Do. */
        public void doLoop() {
            do {
                sum |= 1;
            } while (sum != 0);
        }

        /** For. */
        public void forLoop() {
            for (; ; ) {
                sum |= 1;
            }
        }

        /** Catches all. */
        @SuppressWarnings("EmptyCatch") // that is the fault
        public void catching() {
            while (sum != 0) {
                try {
                    while (sum != 0) {
                        try {
                            sum |= 1;
                        } catch (Throwable ignored) {
                            sum = 1;
                        }
                    }
                } catch (Throwable ignored) {
                    sum = 1;
                }
            }
        }

        /** Waits, and swallows every interrupt. */
        @SuppressWarnings("EmptyCatch") // that is the fault
        public void swallowing() {
            while (sum != 0) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException ignored) {
                    sum |= 1;
                }
            }
        }

        /** Waits, and takes everything for an interrupt. */
        @SuppressWarnings({"EmptyCatch", "InterruptedExceptionSwallowed"}) // that is the fault
        public void swallowingAll() {
            while (sum != 0) {
                try {
                    new CountDownLatch(1).await();
                } catch (Exception ignored) {
                    sum |= 1;
                } finally {
                    sum |= 1;
                }
            }
        }

        /** Switches. */
        public void switching() {
            while (sum != 0) {
                switch ((int) sum) {
                    case 1 -> sum = 2;
                    case 2 -> sum = 1000;
                    default -> sum = 1;
                }
            }
        }

        /** In a lambda. */
        public void inLambda() {
            Runnable loop = () -> {
                while (sum != 0) {
                    sum |= 1;
                }
            };
            loop.run();
        }

        /** Calls itself along many ways: never deep, never over. */
        public void branching() {
            branch(60);
        }

        private void branch(int left) {
            if (left > 0) {
                branch(left - 1);
                branch(left - 1);
            }
            sum++;
        }

        /** In a method of an interface. */
        public void inInterface() {
            Turning turning = () -> sum |= 1;
            turning.forEver();
        }
    }

    /** Code in an interface. */
    public interface Turning {
        /** One turn. */
        long turn();

        /** All turns. */
        default void forEver() {
            while (turn() != 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void every_loop_comes_back_when_its_thread_is_interrupted() throws Exception {
        int loops = 0;
        for (var method : Loops.class.getDeclaredMethods()) {
            if (java.lang.reflect.Modifier.isPublic(method.getModifiers())) {
                loops++;
                assertEquals(CancellationException.class, thrownBy(method.getName()), method.getName());
            }
        }
        assertEquals(10, loops);
    }

    private static Class<?> thrownBy(String method) throws Exception {
        Object loops =
                new Changed().loadClass(Loops.class.getName()).getConstructor().newInstance();
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> {
            try {
                loops.getClass().getMethod(method).invoke(loops);
            } catch (InvocationTargetException e) {
                thrown.set(e.getCause());
            } catch (ReflectiveOperationException e) {
                thrown.set(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        if (method.startsWith("swallowing")) {
            // An interrupt that comes before it waits is met at the beginning of the loop and swallowed by nobody.
            long until = System.nanoTime() + Duration.ofMillis(PATIENCE).toNanos();
            while (thread.getState() != Thread.State.WAITING) {
                assertTrue(System.nanoTime() < until, method + " does not wait");
                Thread.onSpinWait();
            }
        }
        thread.interrupt();
        thread.join(PATIENCE);
        assertFalse(thread.isAlive(), method + " goes on");
        return thrown.get().getClass();
    }

    @Test
    void who_is_not_interrupted_notices_nothing() throws Exception {
        Class<?> changed = new Changed().loadClass(Sums.class.getName());
        assertEquals(499_500, changed.getMethod("sum", int.class).invoke(null, 1000));
    }

    /** Something harmless. */
    public static final class Sums {
        /** The sum of the numbers below. */
        public static int sum(int below) {
            int sum = 0;
            for (int i = 0; i < below; i++) {
                sum += i;
            }
            return sum;
        }
    }

    @Test
    void the_interrupt_stays_for_the_loop_around() {
        Thread.currentThread().interrupt();
        var thrown = assertThrows(
                InvocationTargetException.class,
                () -> new Changed()
                        .loadClass(Sums.class.getName())
                        .getMethod("sum", int.class)
                        .invoke(null, 3));
        assertTrue(thrown.getCause() instanceof CancellationException);
        assertTrue(Thread.interrupted(), "the flag is still up");
    }

    @Test
    void what_is_no_class_stays_as_it_is() {
        byte[] nothing = {1, 2, 3};
        assertArrayEquals(nothing, RecalledCode.of(nothing));
    }

    private static final class Changed extends ClassLoader {
        Changed() {
            super(RecalledCodeTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(RecalledCodeTest.class.getName() + "$")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = RecalledCode.of(in.readAllBytes());
                    return defineClass(name, code, 0, code.length);
                } catch (java.io.IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
