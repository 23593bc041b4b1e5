package org.teshema.engine.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.store.DataFolder;
import org.teshema.engine.store.Database;
import org.teshema.engine.time.Beat;
import org.teshema.engine.time.CityClock;

/**
 * What happens once in the life of a platform, when its database is empty: the authorities and an administrator are
 * entered, for a demonstration also a whole city with an account for each role, and what a person needs to begin is written
 * to a file. It waits for the database, goes on after a crash where it was, and does nothing at any later start.
 * Thread-safe.
 */
@Component(service = FirstStart.class, immediate = true, configurationPid = "org.teshema.demo")
public final class FirstStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final String DONE = "done";

    private final Database database;
    private final CityFoundation foundation;
    private final DemoCity demoCity;
    private final CityClock clock;
    private final Wish wish;
    private final Progress progress;
    private final Beat beat;
    private volatile boolean done;

    /**
     * What a first start should make.
     *
     * @param demo whether the demonstration city is loaded
     * @param devices how many devices it has
     * @param seed what it is made from
     * @param folder where the sheet is written
     * @param address where the platform answers, for the sheet
     */
    public record Wish(boolean demo, int devices, long seed, Path folder, String address) {}

    /** Configuration {@code org.teshema.demo}. */
    public @interface Config {
        /** Whether a first start loads the demonstration city; the property {@code teshema.first.start} goes before it. */
        boolean demo() default false;

        /** How many devices it has. */
        int devices() default 10_000;

        /** What it is made from: the same seed gives the same city. */
        long seed() default 2026;
    }

    /** The configured first start; begins at once, in the background. */
    @Activate
    public FirstStart(
            @Reference Database database,
            @Reference CityFoundation foundation,
            @Reference DemoCity demoCity,
            @Reference CityClock clock,
            Config config) {
        this(database, foundation, demoCity, clock, wish(config));
    }

    /** A first start with that wish; begins at once, in the background. */
    public static FirstStart of(
            Database database, CityFoundation foundation, DemoCity demoCity, CityClock clock, Wish wish) {
        return new FirstStart(database, foundation, demoCity, clock, wish);
    }

    private FirstStart(Database database, CityFoundation foundation, DemoCity demoCity, CityClock clock, Wish wish) {
        this.database = database;
        this.foundation = foundation;
        this.demoCity = demoCity;
        this.clock = clock;
        this.wish = wish;
        this.progress = new Progress(database, "first-start");
        this.beat = Beat.every(Duration.ofSeconds(1), "teshema-first-start", this::attempt);
    }

    /** Whether the first start, this one or one long ago, has been done: before that nobody can log in. */
    public boolean done() {
        return done;
    }

    @Override
    @Deactivate
    public void close() {
        beat.close();
    }

    private static Wish wish(Config config) {
        boolean demo = switch (System.getProperty("teshema.first.start", "").toLowerCase(Locale.ROOT)) {
            case "demo" -> true;
            case "empty" -> false;
            default -> config.demo();
        };
        String port = System.getProperty("teshema.http.port", "8080");
        return new Wish(demo, config.devices(), config.seed(), DataFolder.of("", ""), "http://127.0.0.1:" + port);
    }

    private void attempt() {
        if (done || !database.answers()) {
            return;
        }
        try {
            if (!progress.last().equals(Optional.of(DONE))) {
                begin();
            }
            done = true;
        } catch (Problem e) {
            LOG.warn("The first start waits: {}", e.detail().en());
        } catch (IOException | RuntimeException e) {
            LOG.error("The first start failed and is tried again: {}", e.toString());
            LOG.debug("Where the first start failed", e);
        }
    }

    private void begin() throws IOException {
        Instant began = clock.instant();
        LOG.info("First start: {}", wish.demo() ? "loading the demonstration city" : "empty platform");
        CityFoundation.Authorities authorities = database.write(foundation::authorities);
        var sheet = new FirstStartSheet();
        sheet.line("特设码 Teshema");
        sheet.line("");
        sheet.line("  网址 Address        " + wish.address() + "/");
        sheet.line("");
        sheet.line("账号 Accounts (登录名 login, 密码 password)：");
        Optional<Showcase> showcase = Optional.empty();
        if (wish.demo()) {
            demoCity.load(
                    authorities,
                    wish.devices(),
                    wish.seed(),
                    done -> LOG.info("{} of {} devices of the demonstration city", done, wish.devices()));
            showcase = Optional.of(demoCity.showcase());
        }
        // The accounts come last and together with the mark: what can be logged in to is finished.
        Optional<Showcase> shown = showcase;
        database.write(unit -> {
            new FirstAccounts(foundation, unit, sheet).make(authorities, shown);
            shown.ifPresent(s -> s.describe(sheet, wish.address()));
            writeSheet(sheet);
            progress.reached(unit, DONE, clock.instant());
            return null;
        });
        LOG.info(
                "First start done in {} s; accounts and passwords are in first-start.txt",
                Duration.between(began, clock.instant()).toSeconds());
    }

    private void writeSheet(FirstStartSheet sheet) {
        try {
            sheet.write(wish.folder());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "first-start.txt could not be written to " + wish.folder() + ": " + e.getMessage(), e);
        }
    }
}
