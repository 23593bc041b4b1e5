package org.teshema.plugin.elevator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.plugin.CategoryPlugin;
import org.teshema.api.plugin.Platform;
import org.teshema.api.plugin.Plugin;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.rule.Rule;
import org.teshema.api.rule.Rulebook;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** The category plugin for lifts (catalogue 3000). */
@Component(service = Plugin.class)
public final class ElevatorPlugin implements CategoryPlugin {
    private static final CatalogueCode TRACTION = new CatalogueCode("3100");

    private final Rulebook rules = Rulebook.beside(ElevatorPlugin.class, "rules.csv");
    private final LiftPosting posting = new LiftPosting();
    private final LiftView view = new LiftView();
    private volatile LiftClocks clocks = new LiftClocks(Optional.empty());

    @Override
    public PluginInfo info() {
        return new PluginInfo(LiftKinds.NAME, "1.0.0", new Text("电梯", "Lifts"), Optional.empty());
    }

    @Override
    public Set<CatalogueCode> serves() {
        return Set.of(new CatalogueCode("3000"));
    }

    @Override
    public List<EntryKind> kinds() {
        return List.of(LiftKinds.TECHNICAL, LiftKinds.MAINTENANCE);
    }

    @Override
    public List<Rule> rules() {
        return rules.rules();
    }

    @Override
    public void start(Platform platform) {
        clocks = new LiftClocks(Optional.of(platform.archive()));
    }

    @Override
    public Posting posting(Device device) {
        return posting.of(device.category());
    }

    @Override
    public List<ClockReading> clocks(ScanContext context) {
        return clocks.read(context);
    }

    @Override
    public View view(ScanContext context) {
        return view.of(context);
    }

    @Override
    public List<Finding> check(ScanContext context, String kind, Values values) {
        var findings = new ArrayList<Finding>();
        values.day(CityKinds.ON)
                .filter(day -> day.isAfter(context.today()))
                .ifPresent(day -> findings.add(new Finding(
                        CityKinds.ON,
                        new Text("日期 " + day + " 在今天之后；只登记已完成的工作。", day + " is after today; record what is done."))));
        if (kind.equals(LiftKinds.MAINTENANCE.name())) {
            checkVisit(context, values, findings);
        }
        if (kind.equals(CityKinds.INSPECTION.name()) || kind.equals(CityKinds.TESTING.name())) {
            checkOrder(context, values, findings);
        }
        return findings;
    }

    private static void checkVisit(ScanContext context, Values values, List<Finding> findings) {
        if (!values.yesNo(LiftKinds.SIGNED).orElse(false)) {
            findings.add(
                    new Finding(
                            LiftKinds.SIGNED,
                            new Text(
                                    "维保记录须经使用单位安全管理人员签字确认（TSG T5002-2017 第七条）。",
                                    "The using unit's safety officer signs every maintenance record (TSG T5002-2017, article 7).")));
        }
        Optional<Visit> visit = values.text(LiftKinds.VISIT).flatMap(Visit::of);
        Optional<Long> items = values.whole(LiftKinds.ITEMS);
        if (visit.isEmpty() || items.isEmpty() || !context.device().category().within(TRACTION)) {
            return;
        }
        int expected = visit.get().items().size();
        if (items.get() != expected) {
            findings.add(new Finding(
                    LiftKinds.ITEMS,
                    new Text(
                            visit.get().title().zh() + "应完成 " + expected + " 项（TSG T5002-2017 附件 A），填报为 " + items.get()
                                    + " 项。",
                            visit.get().title().en() + " covers " + expected + " items (TSG T5002-2017, annex A), not "
                                    + items.get() + ".")));
        }
    }

    private static void checkOrder(ScanContext context, Values values, List<Finding> findings) {
        Optional<LocalDate> began = context.current(CityKinds.COMMISSIONING.name())
                .flatMap(entry -> entry.values().day(CityKinds.ON));
        values.day(CityKinds.ON)
                .filter(day -> began.isPresent() && day.isBefore(began.get()))
                .ifPresent(day -> findings.add(new Finding(
                        CityKinds.ON,
                        new Text(
                                "日期 " + day + " 早于监督检验日期 " + began.get() + "。",
                                day + " is before the supervision inspection of " + began.get() + "."))));
    }
}
