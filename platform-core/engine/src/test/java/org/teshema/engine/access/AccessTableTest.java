package org.teshema.engine.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.time.CityClock;

class AccessTableTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "access.md");
    private static final String BEGIN = "<!-- the table: written by AccessTableTest -->\n";
    private static final String END = "<!-- the end of the table -->\n";

    @Test
    void a_row_that_is_missing_or_there_twice_or_broken_is_no_table() throws IOException {
        String csv = shipped();
        List<String> lines = csv.lines().toList();
        assertEquals(Deed.values().length, lines.size() - 1);
        String without = csv.replaceFirst("(?m)^SEE_INBOX.*\n", "");
        assertTrue(refused(without).contains("SEE_INBOX"));
        assertTrue(refused(csv + lines.get(1) + "\n").contains("twice"));
        assertTrue(refused(csv.replaceFirst("(?m)^(SEE_INBOX.*)$", "$1,more")).contains("not as many cells"));
        assertTrue(refused(csv.replaceFirst("(?m)^SEE_INBOX,INBOX_ITEM,own", "SEE_INBOX,INBOX_ITEM,station"))
                .contains("nobody is tied to INBOX_ITEM by STATION"));
    }

    @Test
    void who_is_not_named_may_not() {
        var access = new Access(new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z")));
        Actor unit = actor(OrganisationKind.USING_UNIT);
        assertFalse(access.may(unit, Deed.SEE_DEVICE, Facts.none()));
        assertFalse(access.may(unit, Deed.CHANGE_DEVICE, Facts.none().and("using_unit_id", 7L)));
        assertEquals(Scope.none(), access.scope(unit, Deed.SEE_BATCH, "b"));
        assertEquals(Scope.none(), access.scope(Optional.empty(), Deed.SEE_DEVICE, "d"));
        Problem refused = assertThrows(Problem.class, () -> Access.require(unit, Deed.CHOOSE_TIER));
        assertEquals(ProblemType.FORBIDDEN, refused.type());
        assertThrows(Problem.class, () -> access.require(unit, Deed.JOIN_SET, Facts.none()));
        access.require(unit, Deed.JOIN_SET, Facts.none().and("using_unit_id", 7L));
        assertFalse(Access.may(Optional.empty(), Deed.SEE_DEVICE));
        assertTrue(Access.may(Optional.empty(), Deed.WRITE_ARCHIVE));
    }

    @Test
    void the_day_is_the_citys_and_not_greenwichs() {
        // Three o'clock at night in Shanghai, the evening before in Greenwich.
        var access = new Access(new CityClock(() -> Instant.parse("2026-11-23T19:00:00Z")));
        assertEquals(LocalDate.parse("2026-11-24"), access.today());
        Actor maintainer = actor(OrganisationKind.MAINTENANCE_UNIT);
        Facts contract = Facts.none().and("maintenance_unit_id", 7L);
        LocalDate today = LocalDate.parse("2026-11-24");
        assertTrue(access.may(maintainer, Deed.SEE_DEVICE, contract.and("contract_until", today)));
        assertFalse(access.may(maintainer, Deed.SEE_DEVICE, contract.and("contract_until", today.minusDays(1))));
        assertTrue(access.may(maintainer, Deed.SEE_DEVICE, contract.and("contract_from", today)));
        assertFalse(access.may(maintainer, Deed.SEE_DEVICE, contract.and("contract_from", today.plusDays(1))));
    }

    @Test
    void a_period_holds_on_both_its_ends_and_does_not_end_before_it_begins() {
        LocalDate day = LocalDate.parse("2026-11-24");
        var one = new Period(Optional.of(day), Optional.of(day));
        assertTrue(one.holdsOn(day));
        assertFalse(one.holdsOn(day.minusDays(1)));
        assertFalse(one.holdsOn(day.plusDays(1)));
        assertTrue(one.hasBegun(day.plusDays(1)));
        assertTrue(Period.OPEN.holdsOn(day));
        assertThrows(IllegalArgumentException.class, () -> new Period(Optional.of(day), Optional.of(day.minusDays(1))));
    }

    /** {@code -Daccess.write} writes the page. */
    @Test
    void the_page_for_people_is_the_table() throws IOException {
        String page = Files.readString(PAGE);
        String said = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        String table = table();
        if (System.getProperty("access.write") != null) {
            Files.writeString(
                    PAGE,
                    page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                            + table
                            + page.substring(page.indexOf(END)));
            said = table;
        }
        assertEquals(table, said, "docs/access.md is not what the table says; -Daccess.write writes it");
    }

    private static String table() {
        var page = new StringBuilder("\n| 事项 Deed | 市局 City | 区局 District | 监管所 Station | 检验机构 Inspection body"
                + " | 使用单位 Using unit | 维保单位 Maintenance unit | 公众 Public |\n|---|---|---|---|---|---|---|---|\n");
        AccessTable table = AccessTable.shipped();
        for (Deed deed : Deed.values()) {
            AccessTable.Row row = table.row(deed);
            page.append("| ")
                    .append(row.title().zh())
                    .append("<br>")
                    .append(row.title().en())
                    .append("<br>`")
                    .append(deed)
                    .append("` |");
            for (OrganisationKind role : OrganisationKind.values()) {
                page.append(' ').append(words(table.grant(deed, role))).append(" |");
            }
            page.append(row.isPublic() ? " 全部 all |\n" : " — |\n");
        }
        return page.append('\n').toString();
    }

    private static String words(AccessTable.Grant grant) {
        return grant.isNever()
                ? "—"
                : grant.groups().stream()
                        .map(group -> group.stream()
                                .map(tie -> tie.title().zh() + " " + tie.title().en())
                                .collect(Collectors.joining(" + ")))
                        .collect(Collectors.joining("<br>"));
    }

    private static String refused(String csv) {
        return assertThrows(IllegalArgumentException.class, () -> AccessTable.parse(csv))
                .getMessage();
    }

    private static String shipped() throws IOException {
        try (var in = AccessTable.class.getResourceAsStream("access.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Actor actor(OrganisationKind kind) {
        return new Actor(1, "one", new Organisation(7, kind, "某单位", Optional.empty(), "310115", Optional.empty()));
    }
}
