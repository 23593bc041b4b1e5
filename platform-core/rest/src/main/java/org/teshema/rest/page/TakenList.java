package org.teshema.rest.page;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.sheet.SheetForm;
import org.teshema.engine.sheet.SheetWriter;
import org.teshema.rest.Call;
import org.teshema.web.TablePage;

/**
 * A list as a file: its pages one after the other, written while they are read, so that a long one costs no more memory than a short
 * one. It ends after {@value #MOST} rows and says so in its last line.
 */
final class TakenList {
    /** Most rows of a file. */
    static final int MOST = 100_000;

    private static final Text MORE = new Text(
            "以上为前 100000 行，后面还有：请缩小筛选范围后分次导出。",
            "These are the first 100000 rows, and there are more: narrow the list and export it in parts.");

    private TakenList() {}

    static <T> Response of(Call call, Actor actor, String path, Listing<T> listing, SheetForm form) {
        Optional<ReadLog.Purpose> purpose = listing.personal() ? Optional.of(ReadLog.told(call)) : Optional.empty();
        Language language = call.language();
        // The first rows before anything is answered: what is wrong with the filters is told as on the page.
        Page<T> first = listing.rows().apply(new Cursor(0, Cursor.MOST));
        StreamingOutput body = out -> {
            var rows = new AtomicLong();
            try {
                write(listing, first, language, form, out, rows);
            } finally {
                // Also of one that broke off: what went out went out.
                purpose.ifPresent(told -> ReadLog.note(actor, path, narrowed(listing), told, rows.get()));
            }
        };
        return Response.ok(body, form.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + path.substring(1).replace('/', '-') + "." + form.suffix() + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** Writes all of it, and counts the rows. */
    private static <T> void write(
            Listing<T> listing, Page<T> first, Language language, SheetForm form, OutputStream out, AtomicLong rows)
            throws IOException {
        SheetWriter sheet = SheetWriter.of(form, listing.title().in(language), out);
        sheet.row(listing.columns().stream()
                .map(column -> column.heading().in(language))
                .toList());
        Optional<Page<T>> page = Optional.of(first);
        while (page.isPresent()) {
            for (T thing : page.get().items()) {
                sheet.row(row(listing, thing, language));
                rows.incrementAndGet();
            }
            Optional<String> next = page.get().next();
            if (next.isPresent() && rows.get() >= MOST) {
                sheet.row(List.of(MORE.in(language)));
                next = Optional.empty();
            }
            page = next.map(cursor -> listing.rows().apply(Cursor.of(Optional.of(cursor), Optional.of(Cursor.MOST))));
        }
        sheet.finish();
    }

    private static <T> List<Object> row(Listing<T> listing, T thing, Language language) {
        var row = new ArrayList<Object>(listing.columns().size());
        for (Column<T> column : listing.columns()) {
            Object value = column.value().apply(thing);
            row.add(value instanceof Text text ? text.in(language) : value);
        }
        return row;
    }

    private static List<String> narrowed(Listing<?> listing) {
        return listing.filters().stream()
                .filter(filter -> !filter.value().isEmpty())
                .map(TablePage.Filter::name)
                .toList();
    }
}
