package org.teshema.rest.inbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.teshema.api.text.Text;
import org.teshema.engine.inbox.InboxItem;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.rest.page.Column;
import org.teshema.rest.page.Listing;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.InboxPage;
import org.teshema.web.TablePage;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** What one tab of the inbox lists: the same columns as its page, without the buttons. */
final class InboxList {
    private InboxList() {}

    static Listing<InboxItem> of(
            InboxPage.Tab tab,
            Optional<String> kind,
            Optional<DigestRows> digest,
            LocalDate today,
            Function<Cursor, Page<InboxItem>> rows) {
        List<Column<InboxItem>> always = List.of(
                Column.state("事由", "What", InboxList::what),
                Column.words("设备", "Device", item -> about(item.device())),
                Column.words(
                        "编号",
                        "Number",
                        item -> item.device().number().map(ShortNumber::digits).orElse("")),
                Column.time("登记时间（上海）", "Recorded (Shanghai time)", item -> Optional.of(item.since())),
                Column.text("来自", "From", item -> item.from().words()),
                new Column<InboxItem>(
                        new Text("期限", "Due"),
                        item -> due(item, today),
                        item -> item.due().orElse(null)));
        List<Column<InboxItem>> columns = new ArrayList<>(always);
        if (tab == InboxPage.Tab.DONE || tab == InboxPage.Tab.COUNTED) {
            columns.add(Column.time(
                    "办结时间（上海）", "Done (Shanghai time)", item -> item.done().map(InboxItem.Done::at)));
        }
        String state = tab == InboxPage.Tab.OPEN || tab == InboxPage.Tab.COUNTED
                ? ""
                : tab.name().toLowerCase(Locale.ROOT);
        return new Listing<>(
                        new Text("收件箱", "Inbox"),
                        new Text("与本单位有关的新登记。", "What was recorded that concerns you."),
                        columns,
                        rows)
                .by(
                        new TablePage.Filter("state", new Text("状态", "State"), state, List.of()),
                        new TablePage.Filter("kind", new Text("事由", "What"), kind.orElse(""), List.of()))
                .linked(digest.map(DigestRows::filters).orElse(List.of()).toArray(TablePage.Filter[]::new));
    }

    /** That the list is narrowed to that kind, by what the kind is called, or to what a digest counted. */
    static Optional<Text> only(Optional<String> kind, Optional<DigestRows> digest, List<InboxItem> items) {
        List<Text> what = new ArrayList<>();
        digest.map(DigestRows::words).ifPresent(what::add);
        kind.map(name -> items.stream().findFirst().map(InboxItem::title).orElseGet(() -> Text.same(name)))
                .ifPresent(what::add);
        return what.stream()
                .reduce((one, more) -> new Text(one.zh() + " · " + more.zh(), one.en() + " · " + more.en()))
                .map(all -> new Text("只列：" + all.zh(), "Only: " + all.en()));
    }

    /** Whether somebody is to look at it before anything else. */
    static boolean isPressing(InboxItem item) {
        return item.urgent() && item.done().isEmpty();
    }

    private static Cell what(InboxItem item) {
        return isPressing(item)
                ? new Cell(InboxPage.pressing(item.title()), Tone.BAD, Optional.empty())
                : Cell.of(item.title());
    }

    static String about(InboxItem.About device) {
        return device.name() + " · " + device.place();
    }

    private static Cell due(InboxItem item, LocalDate today) {
        return item.due()
                .map(day -> new Cell(
                        Text.same(day.toString()), item.isLate(today) ? Tone.BAD : Tone.PLAIN, Optional.empty()))
                .orElseGet(() -> Cell.of("—"));
    }
}
