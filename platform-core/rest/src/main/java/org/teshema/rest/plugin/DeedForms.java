package org.teshema.rest.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.Field;
import org.teshema.api.archive.FieldType;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.gate.Share;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.web.FormPage;

/** The forms on which a deed with a plugin is asked for: each wants a reason, a trial also whom it serves. Thread-safe. */
@Component(service = DeedForms.class)
public final class DeedForms {
    static final String REASON = "reason";
    private static final String STATION = "station";
    private static final String PER_MILLE = "per-mille";
    private static final int MOST_STATIONS = 500;
    private static final Organisations.Filter FILTER = Organisations.Filter.of(OrganisationKind.STATION);

    private final Organisations organisations;

    /** Offers stations among these. */
    @Activate
    public DeedForms(@Reference Organisations organisations) {
        this.organisations = organisations;
    }

    /** What may be asked for. */
    enum Kind {
        INSTALL("直接上线", "Make live for everybody"),
        STATION("按监管所试行", "Try on one station"),
        SHARE("按比例试行", "Try on a share of the devices"),
        PROMOTE("试行转为正式", "Make the trial live for everybody"),
        WITHDRAW("撤回试行", "End the trial"),
        ROLL_BACK("回退到上一个正式版本", "Roll back to the live version before"),
        STOP("停用（紧急开关）", "Stop (kill switch)");

        private final String zh;
        private final String en;

        Kind(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        Text title() {
            return new Text(zh, en);
        }

        String path() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    FormPage of(
            Actor actor,
            Kind kind,
            String about,
            String action,
            String back,
            Map<String, String> filled,
            Map<String, Text> errors,
            Map<String, String> hidden) {
        var fields = new ArrayList<Field>();
        if (kind == Kind.STATION) {
            fields.add(field(STATION, "监管所", "Station", new FieldType.Choice(stations(actor))));
        } else if (kind == Kind.SHARE) {
            fields.add(field(
                    PER_MILLE,
                    "每 1000 台设备中的台数（1 至 1000）",
                    "Of every 1000 devices (1 to 1000)",
                    new FieldType.Whole(1, 1000)));
        }
        fields.add(field(REASON, "原因（记入账本）", "Why (goes into the ledger)", new FieldType.Words(400)));
        return new FormPage(kind.title(), about, action, back, fields, filled, errors, hidden);
    }

    private static Field field(String name, String zh, String en, FieldType type) {
        return new Field(name, new Text(zh, en), type, true, Set.of());
    }

    private List<FieldType.Option> stations(Actor actor) {
        var options = new ArrayList<FieldType.Option>();
        Cursor cursor = Cursor.of(Optional.empty(), Optional.of(Cursor.MOST));
        while (true) {
            var page = organisations.list(actor, FILTER, cursor);
            for (Organisation one : page.items()) {
                options.add(new FieldType.Option(Long.toString(one.id()), Text.same(one.name())));
            }
            if (page.next().isEmpty() || options.size() >= MOST_STATIONS) {
                break;
            }
            cursor = Cursor.of(page.next(), Optional.of(Cursor.MOST));
        }
        if (options.isEmpty()) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "还没有登记监管所；请按比例试行，或先登记监管所。",
                    "No station is registered yet. Try it on a share, or register a station first.");
        }
        return options;
    }

    /** Whom a filled-in form tries a release on. */
    Share share(Kind kind, Map<String, String> filled) {
        return kind == Kind.STATION
                ? Shares.of(Optional.of(filled.getOrDefault(STATION, "")), Optional.empty())
                : Shares.of(PER_MILLE, whole(filled.getOrDefault(PER_MILLE, "")));
    }

    /** What is no number is out of range. */
    private static int whole(String typed) {
        return typed.strip().matches("[0-9]{1,4}") ? Integer.parseInt(typed.strip()) : 0;
    }
}
