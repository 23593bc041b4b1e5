package org.teshema.engine.reference;

import java.time.LocalDate;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The versions of the regulations the platform follows. Thread-safe. */
@Component(service = Regulations.class)
public final class Regulations {
    private final ReferenceTable<List<Regulation>> table;

    /** The regulations known. */
    @Activate
    public Regulations(@Reference ReferenceFiles files) {
        this.table = files.table("regulations", Regulations::read);
    }

    /** All versions, past ones included. */
    public List<Regulation> all() {
        return table.now();
    }

    /** Those in force on that day. */
    public List<Regulation> inForce(LocalDate day) {
        return all().stream().filter(r -> r.holdsOn(day)).toList();
    }

    private static List<Regulation> read(List<Line> lines) {
        return lines.stream()
                .map(line -> new Regulation(
                        line.text("number"),
                        line.words("title"),
                        line.day("from"),
                        line.maybeDay("until"),
                        line.maybe("replaces"),
                        line.yes("sure")))
                .toList();
    }
}
