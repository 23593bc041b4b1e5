package org.teshema.plugin.elevator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.archive.Archive;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.Ticks;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.Section.Fact;
import org.teshema.api.scan.Section.Tone;
import org.teshema.api.text.Text;
import org.teshema.plugin.elevator.Upkeep.State;

/** What is shown of visits to those concerned: what is open, first of all, the last record with its faults, and the records before. */
final class UpkeepView {
    private static final int SHOWN = 10;
    private static final int SAID = 50;

    private UpkeepView() {}

    /** The visit that the reader has to go on with, before all else. */
    static Optional<Section> open(ScanContext context, Instant now) {
        return Upkeep.applies(context) && context.caller().audience() == Audience.MAINTENANCE_UNIT
                ? Upkeep.open(context, now).map(UpkeepView::open)
                : Optional.empty();
    }

    static List<Section> of(ScanContext context, Optional<Archive> archive) {
        if (!Upkeep.applies(context) || !Upkeep.isConcerned(context)) {
            return List.of();
        }
        var sections = new ArrayList<Section>();
        Upkeep.record(context).ifPresent(record -> {
            sections.add(last(context, record));
            faults(record).ifPresent(sections::add);
            photos(record).ifPresent(sections::add);
            archive.ifPresent(entries -> sections.add(line(context, entries)));
        });
        return sections;
    }

    private static Section open(Entry begun) {
        Text visit = title(begun);
        String since = Upkeep.minute(begun.recordedAt());
        return new Section.Notice(
                new Text("维保进行中", "Maintenance under way"),
                new Text(
                        visit.zh() + "，自 " + since + " 起；完成后请提交维保记录。",
                        visit.en() + ", since " + since + ". Submit the record when it is done."),
                Tone.WARNING);
    }

    private static Section last(ScanContext context, Entry record) {
        State state = Upkeep.state(context, record);
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("upkeep-state", new Text("签字", "Signature"), words(state), tone(state)));
        context.current(Upkeep.DISPUTED)
                .filter(one -> state == State.DISPUTED)
                .flatMap(one -> one.values().text(Upkeep.REASON))
                .ifPresent(reason -> facts.add(new Fact("upkeep-reason", new Text("异议理由", "Why"), Text.same(reason))));
        facts.add(new Fact("upkeep-visit", new Text("保养类别", "Kind of visit"), title(record)));
        record.values()
                .text(Upkeep.BEGUN_AT)
                .ifPresent(at -> facts.add(new Fact("upkeep-begun", new Text("开始", "Begun"), Text.same(at))));
        facts.add(new Fact("upkeep-done", new Text("完成", "Done"), Text.same(Upkeep.doneAt(record))));
        facts.add(new Fact("upkeep-by", new Text("维保单位", "By"), Text.same(record.author())));
        record.values()
                .text(Upkeep.WORKERS)
                .ifPresent(who -> facts.add(new Fact("upkeep-workers", new Text("维保人员", "Workers"), Text.same(who))));
        long faults = Upkeep.faults(record);
        facts.add(new Fact(
                "upkeep-faults",
                new Text("异常项", "Faults"),
                Text.same(Long.toString(faults)),
                faults > 0 ? Tone.WARNING : Tone.PLAIN));
        record.values()
                .text(Upkeep.REMARKS)
                .ifPresent(words -> facts.add(new Fact("upkeep-remarks", new Text("备注", "Remarks"), Text.same(words))));
        return new Section.Facts(new Text("最近一次维保记录", "The last maintenance record"), facts);
    }

    private static Optional<Section> faults(Entry record) {
        var rows = new ArrayList<List<Text>>();
        for (Visit part : Visit.parts()) {
            Map<String, Ticks.Tick> ticks =
                    record.values().ticks(part.list()).map(Ticks::byItem).orElse(Map.of());
            for (Visit.Item item : part.own()) {
                Ticks.Tick tick = ticks.get(item.name());
                if (tick != null && tick.mark() == Ticks.Mark.FAULT) {
                    rows.add(List.of(item.what(), Text.same(tick.note())));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Table(
                        new Text("维保发现的异常", "Faults that were found"),
                        List.of(new Text("项目", "Item"), new Text("说明", "Note")),
                        rows));
    }

    private static Optional<Section> photos(Entry record) {
        var pictures = new ArrayList<Section.Picture>();
        record.values()
                .text(Upkeep.PHOTO)
                .ifPresent(digest -> pictures.add(new Section.Picture(new Text("现场照片", "Photo of the site"), digest)));
        record.values()
                .text(Upkeep.FAULT_PHOTO)
                .ifPresent(digest -> pictures.add(
                        new Section.Picture(new Text("异常或更换件照片", "Photo of a fault or of what was replaced"), digest)));
        return pictures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section.Pictures(new Text("维保照片", "Photos of the visit"), pictures));
    }

    /** The last records, with what became of each. */
    private static Section line(ScanContext context, Archive archive) {
        var device = context.device().id();
        List<Entry> records = archive.history(device, Upkeep.RECORD, SHOWN);
        List<Entry> signed = archive.history(device, Upkeep.SIGNED, SAID);
        List<Entry> disputed = archive.history(device, Upkeep.DISPUTED, SAID);
        var superseded = new HashSet<Long>();
        records.forEach(record -> record.supersedes().ifPresent(superseded::add));
        List<Section.Moment> moments = records.stream()
                .sorted(Comparator.comparing(Entry::recordedAt)
                        .thenComparing(Entry::id)
                        .reversed())
                .map(record -> moment(record, superseded.contains(record.id()), Upkeep.state(record, signed, disputed)))
                .toList();
        return new Section.TimeLine(new Text("维保记录", "Maintenance records"), moments);
    }

    private static Section.Moment moment(Entry record, boolean superseded, State state) {
        Text how = superseded ? new Text("已被更正", "amended since") : words(state);
        String done = Upkeep.doneAt(record);
        Text visit = title(record);
        return new Section.Moment(
                LocalDate.parse(done.substring(0, 10)),
                new Text(
                        done.substring(11) + " " + visit.zh() + "，" + record.author() + "：" + how.zh(),
                        done.substring(11) + " " + visit.en() + ", " + record.author() + ": " + how.en()));
    }

    static Text title(Entry entry) {
        return Upkeep.visit(entry).map(Visit::title).orElse(Text.same("—"));
    }

    private static Text words(State state) {
        return switch (state) {
            case WAITING -> new Text("待使用单位签字", "Waiting for the using unit's signature");
            case SIGNED -> new Text("使用单位已签字", "Signed by the using unit");
            case DISPUTED -> new Text("使用单位有异议", "Disputed by the using unit");
        };
    }

    private static Tone tone(State state) {
        return switch (state) {
            case WAITING -> Tone.WARNING;
            case SIGNED -> Tone.GOOD;
            case DISPUTED -> Tone.BAD;
        };
    }
}
