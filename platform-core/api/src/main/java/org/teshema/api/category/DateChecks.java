package org.teshema.api.category;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/**
 * Dates that cannot be: nothing that is recorded was done after today, before the device was made, or, for an inspection or a
 * testing, before the supervision inspection that its life began with; and the next one comes after this one.
 */
final class DateChecks {
    private DateChecks() {}

    static List<Finding> of(ScanContext context, String kind, Values values) {
        Optional<LocalDate> on = values.day(CityKinds.ON);
        if (on.isEmpty()) {
            return List.of();
        }
        LocalDate day = on.get();
        var findings = new ArrayList<Finding>();
        if (day.isAfter(context.today())) {
            findings.add(new Finding(
                    CityKinds.ON,
                    new Text(
                            "日期 " + day + " 在今天（" + context.today() + "）之后；只登记已经完成的事项。",
                            day + " is after today, " + context.today() + "; record what is done.")));
        }
        boolean periodic = kind.equals(CityKinds.INSPECTION.name()) || kind.equals(CityKinds.TESTING.name());
        day(context, CityKinds.COMMISSIONING.name())
                .filter(began -> periodic && day.isBefore(began))
                .ifPresent(began -> findings.add(new Finding(
                        CityKinds.ON,
                        new Text(
                                "日期 " + day + " 早于监督检验日期 " + began + "。",
                                day + " is before the supervision inspection of " + began + "."))));
        day(context, CityKinds.MANUFACTURE.name())
                .filter(made -> !kind.equals(CityKinds.MANUFACTURE.name()) && day.isBefore(made))
                .ifPresent(made -> findings.add(new Finding(
                        CityKinds.ON,
                        new Text(
                                "日期 " + day + " 早于制造日期 " + made + "。",
                                day + " is before the device was made, on " + made + "."))));
        values.day(CityKinds.NEXT)
                .filter(next -> !next.isAfter(day))
                .ifPresent(next -> findings.add(new Finding(
                        CityKinds.NEXT,
                        new Text(
                                "下次日期 " + next + " 应晚于本次日期 " + day + "。",
                                "The next one, on " + next + ", must come after this one, on " + day + "."))));
        return findings;
    }

    private static Optional<LocalDate> day(ScanContext context, String kind) {
        return context.current(kind).flatMap(entry -> entry.values().day(CityKinds.ON));
    }
}
