package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of authorities and inspection bodies, as a browser shows them. Those of the others: {@link PagesJourney}. */
class OfficialPagesJourney {
    /** What a plugin is signed for that serves everywhere. */
    private static final String CITY = "310000";

    private static PageRound round;

    @TempDir
    static Path folder;

    @BeforeAll
    static void open() {
        round = new PageRound();
    }

    @AfterAll
    static void close() {
        round.close();
    }

    @Test
    void pages_of_authorities_are_within_reach_of_everybody() throws IOException {
        round.look(
                "district",
                round.cast.district,
                "/",
                "/inbox",
                "/suspect/labels",
                "/devices",
                "/hand-overs",
                "/apps",
                "/apps/public-desk/board",
                "/apps/supervision/orders",
                round.bound("/actions/record-supervision"),
                round.portrait,
                "/apps/unit-desk/applications",
                "/apps/jobs",
                round.suspect());
        round.read("district", round.cast.district, "/claims", "/figures", "/due", "/hand-overs/new");
        round.lookAt("district", round.cast.district, round.handOver());
        round.look(
                "city",
                round.cast.city,
                "/",
                "/plugins",
                "/plugins/releases/new",
                "/batches",
                "/accounts",
                "/ledger?subject=device:1");
        round.read(
                "city",
                round.cast.city,
                "/codes",
                "/stock",
                "/organisations",
                "/keys",
                "/jobs",
                "/running",
                "/batches/new",
                "/batches/" + new CodeDesk(round.cast).order(1) + "/answer",
                "/devices?q=%E5%8F%B7%E6%A2%AF",
                round.portrait + "/entries");
        String release = "/plugins/releases/" + brought();
        round.lookAt("city", round.cast.city, release, release + "/install");
        round.read("city", round.cast.city, release + "/station", release + "/share");
    }

    /** A release that the city has brought and not installed; its id. */
    private static String brought() throws IOException {
        var desk = new SigningDesk(folder);
        desk.registered(round.cast.city, "pages", CITY);
        byte[] jar = desk.signed("pages", PluginJars.version("1.0.9"), "1.0.9", CITY);
        return round.cast
                .city
                .upload("/api/v1/plugins/releases", "application/java-archive", jar)
                .expect(201)
                .text("id");
    }

    @Test
    void pages_of_inspectors_are_within_reach_of_everybody() {
        round.look(
                "inspection-body",
                round.cast.body,
                "/",
                "/give",
                "/apps/inspection-desk/tasks",
                "/archive/" + round.device(),
                "/archive/entries/" + round.entry() + "/correct",
                "/archive/entries/" + round.entry() + "/correct?field=visit");
    }
}
