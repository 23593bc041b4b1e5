package org.teshema.rest.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Subject;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.posting.Posting;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;
import org.teshema.engine.archive.Archives.Recorded;
import org.teshema.engine.archive.Author;
import org.teshema.engine.archive.Contradiction;
import org.teshema.engine.gate.PluginTable;
import org.teshema.engine.page.Page;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.reference.ReferenceFiles;
import org.teshema.engine.time.CityClock;
import org.teshema.rest.page.EntryWords;
import org.teshema.web.AppPage;

/** What the page of a whole archive shows: every source, and what contradicts what. */
class ArchivePagesTest {
    private static final LocalDate DAY = LocalDate.of(2020, 1, 1);
    private static final ReferenceFiles FILES =
            ReferenceFiles.shipped(new CityClock(() -> Instant.parse("2026-11-24T01:00:00Z")));
    private static final EntryWords WORDS = new EntryWords(new Catalogue(FILES), new Districts(FILES));
    private static final Device LIFT = new Device(
            new DeviceId(1),
            new CatalogueCode("3110"),
            "310115",
            "1号梯",
            "人民路1号",
            DeviceStatus.IN_USE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0);

    @Test
    void every_entry_stands_with_who_wrote_it_where_it_comes_from_and_whether_it_was_corrected() {
        Section.Table all = last(
                made(1, "甲厂", "物业", "api", OptionalLong.empty()),
                made(2, "乙厂", "物业", "correction", OptionalLong.of(1)));
        assertEquals(
                List.of("/archive/entries/1/correct", "/archive/entries/2/correct"),
                all.paths(),
                "each can be corrected");
        assertEquals("Corrected since", all.rows().get(0).get(5).en());
        assertEquals("Stands", all.rows().get(1).get(5).en());
        assertEquals("物业 · 纠错", all.rows().get(1).get(3).zh());
        assertTrue(all.rows().get(1).get(4).zh().contains("制造单位：乙厂"), all::toString);
    }

    @Test
    void each_side_of_a_contradiction_is_a_row_that_leads_to_the_correction_of_its_entry() {
        Entry ours = made(1, "甲厂", "物业", "api", OptionalLong.empty());
        Entry theirs = made(2, "乙厂", "检验院", "scan", OptionalLong.empty());
        var maker = new Contradiction(
                CityKinds.MANUFACTURE, CityKinds.MANUFACTURE.field("maker").orElseThrow(), List.of(ours, theirs));
        Section.Table conflicts = (Section.Table) page(List.of(new Recorded(theirs, false)), List.of(maker))
                .sections()
                .get(0);
        assertEquals("不一致的内容", conflicts.title().zh());
        assertEquals(
                List.of("物业 · 接口 甲厂", "检验院 · 扫码 乙厂"),
                conflicts.rows().stream()
                        .map(row -> row.get(3).zh() + " " + row.get(4).zh())
                        .toList(),
                "wherever their entries stand");
        assertEquals(List.of("/archive/entries/1/correct", "/archive/entries/2/correct"), conflicts.paths());
        assertEquals(
                "/devices/1", page(ours, theirs).doors().get(0).href(), "and the archive leads on to the portrait");
        assertEquals(1, page(ours, theirs).sections().size(), "where nothing contradicts, there is no such table");
    }

    @Test
    void what_was_corrected_on_another_page_stands_no_more() {
        Entry ours = made(1, "甲厂", "物业", "api", OptionalLong.empty());
        Entry theirs = made(2, "乙厂", "检验院", "scan", OptionalLong.empty());
        AppPage page = page(List.of(new Recorded(ours, true), new Recorded(theirs, false)), List.of());
        Section.Table all = (Section.Table) page.sections().get(0);
        assertEquals("已被更正", all.rows().get(0).get(5).zh());
        assertEquals("有效", all.rows().get(1).get(5).zh());
        assertEquals(1, page.sections().size(), page::toString);
    }

    private static Entry made(long id, String maker, String author, String source, OptionalLong supersedes) {
        Instant at = Instant.parse("2026-03-01T04:00:00Z").plusSeconds(id);
        return new Entry(
                id,
                Subject.of(new DeviceId(1)),
                CityKinds.MANUFACTURE.name(),
                1,
                new Values(Map.of("on", DAY, "maker", maker)),
                at,
                at,
                author,
                source,
                supersedes);
    }

    @Test
    void what_the_register_says_is_told_by_its_names_and_the_public_in_both_languages() {
        Instant at = Instant.parse("2026-03-01T04:00:00Z");
        var registered = new Entry(
                7,
                Subject.of(new DeviceId(1)),
                CityKinds.PARTICULARS.name(),
                1,
                new Values(Map.of("category", "3110", "district", "310115", "status", "IN_USE", "name", "1号梯")),
                at,
                at,
                Author.PUBLIC.name(),
                "import",
                OptionalLong.empty());
        List<Text> row = last(registered).rows().get(0);
        assertEquals("The public · import", row.get(3).en());
        assertEquals("公众 · 导入", row.get(3).zh());
        String said = row.get(4).zh();
        assertTrue(said.contains("所在区：浦东新区") && said.contains("使用状态：在用"), said);
        assertFalse(said.contains("3110") || said.contains("310115") || said.contains("IN_USE"), said);
        assertTrue(row.get(4).en().contains("Status: In use"), row::toString);
    }

    /** A page on which each correction stands together with what it corrects. */
    private static AppPage page(Entry... entries) {
        return page(
                Stream.of(entries)
                        .map(entry -> new Recorded(
                                entry,
                                Stream.of(entries)
                                        .anyMatch(one -> one.supersedes().equals(OptionalLong.of(entry.id())))))
                        .toList(),
                List.of());
    }

    private static AppPage page(List<Recorded> entries, List<Contradiction> contradictions) {
        return ArchivePages.of(
                LIFT, new Page<>(entries, Optional.empty()), contradictions, List.of(), new Kinds(), WORDS);
    }

    private static Section.Table last(Entry... entries) {
        List<Section> sections = page(entries).sections();
        return (Section.Table) sections.get(sections.size() - 1);
    }

    private static final class Kinds implements PluginTable {
        @Override
        public Posting posting(Device device) {
            throw new UnsupportedOperationException("nothing is posted here");
        }

        @Override
        public Optional<EntryKind> kind(String name) {
            return kinds().stream().filter(kind -> kind.name().equals(name)).findFirst();
        }

        @Override
        public List<EntryKind> kinds() {
            return CityKinds.all();
        }
    }
}
