package org.teshema.engine.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Lodgings;
import org.teshema.engine.gate.Tier;

/**
 * One plugin's host: starts its process, watches it, kills it when it does not answer, starts it again after a pause, and gives it up
 * when it has died too often. All of it on one thread of its own, with which the process dies. Thread-safe.
 */
final class Host implements Lodgings.Lodging {
    private static final Logger LOG = LoggerFactory.getLogger(Host.class);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LOOK_AT_CALLS = Duration.ofMillis(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Guest guest;
    private final HostSettings settings;
    private final HostJars jars;
    private final Lodgings.Watcher watcher;
    private final HostedApp app;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ArrayDeque<Long> deaths = new ArrayDeque<>();
    private volatile long process = -1;
    private final AtomicLong starts = new AtomicLong();

    Host(Guest guest, HostSettings settings, HostJars jars, Lodgings.Watcher watcher) {
        this.guest = guest;
        this.settings = settings;
        this.jars = jars;
        this.watcher = watcher;
        this.app = new HostedApp(guest.name());
        this.thread = new Thread(this::run, "teshema-host-" + guest.name());
        this.thread.setDaemon(true);
    }

    /** Begins; whoever watches is told the rest. */
    void begin() {
        thread.start();
    }

    @Override
    public Tier tier() {
        return Tier.DISTRICT_HOST;
    }

    @Override
    public long restarts() {
        return Math.max(0, starts.get() - 1);
    }

    @Override
    public boolean isThere() {
        return app.isThere();
    }

    /** The process it has now; -1 for none. */
    long process() {
        return process;
    }

    private void run() {
        try {
            String why = "";
            while (closing.getCount() > 0) {
                why = lived();
                process = -1;
                if (closing.getCount() == 0) {
                    return;
                }
                LOG.warn("插件 {} 的宿主进程结束：{} / the host of plugin {} ended: {}", guest.name(), why, guest.name(), why);
                if (isTooOften()) {
                    watcher.givenUp(new Text(
                            "宿主进程在 " + settings.window().toMinutes() + " 分钟内结束了 " + settings.deaths() + " 次，不再启动；最后一次："
                                    + why + "。请修正后重新上线，或停用后再次上线。",
                            "Its host ended " + settings.deaths() + " times within "
                                    + settings.window().toMinutes() + " minutes and is not started again; last: " + why
                                    + ". Release a mended version, or stop this one and make it live again."));
                    return;
                }
                if (closing.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The host of plugin {} is no longer looked after", guest.name(), e);
        } finally {
            app.moveOut();
        }
    }

    /** The life of one process; answers why it ended. */
    private String lived() throws InterruptedException {
        try (HostProcess one = HostProcess.start(guest, settings, jars)) {
            app.moveTo(one.line());
            process = one.id();
            boolean first = starts.getAndIncrement() == 0;
            if (first) {
                watcher.arrived(app.app());
            } else {
                LOG.info("插件 {} 的宿主进程已恢复 / the host of plugin {} is back", guest.name(), guest.name());
                watcher.back();
            }
            return watched(one);
        } catch (IOException | HostAway | HostedFault e) {
            return e.getMessage();
        } finally {
            app.moveOut();
        }
    }

    private String watched(HostProcess one) throws InterruptedException {
        var computing = new Computing(one.id(), one.line());
        while (!one.isDeadWithin(one.line().isAsked() ? LOOK_AT_CALLS : LOOK)) {
            if (closing.getCount() == 0) {
                return "it was stopped";
            }
            if (one.line().isStuck(settings.answerWithin())) {
                return "a call did not come back within "
                        + settings.answerWithin().toMillis() + " ms";
            }
            if (one.line().isAsked()) {
                computing.look();
            }
        }
        return one.ending();
    }

    private boolean isTooOften() {
        long now = System.nanoTime();
        deaths.addLast(now);
        while (now - deaths.peekFirst() > settings.window().toNanos()) {
            deaths.removeFirst();
        }
        return deaths.size() >= settings.deaths();
    }

    /** Longer with each death that is still remembered. */
    private Duration pause() {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(10, 2 * (deaths.size() - 1)));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Ends the process and waits for it a little. */
    @Override
    public void close() {
        closing.countDown();
        // Whoever watches may be the one that closes.
        if (Thread.currentThread() != thread) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
    }
}
