package org.teshema.plugin.unitdesk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Values;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** What each side may do about a device, as its applications stand now. */
final class Deeds {
    static final String CALIBRATION = UnitDesk.NAME + "/calibration";
    static final String OPERATOR = UnitDesk.NAME + "/operator";
    static final String MAINTAINER = UnitDesk.NAME + "/maintainer";

    private static final Set<Audience> UNIT = Set.of(Audience.USING_UNIT);
    private static final Set<Audience> AUTHORITY = Set.of(Audience.GOVERNMENT);

    private Deeds() {}

    static List<Action> of(ScanContext context, List<Application> applications) {
        return switch (context.caller().audience()) {
            case USING_UNIT -> ofUnit(context, applications);
            case GOVERNMENT -> ofAuthority(applications);
            default -> List.of();
        };
    }

    private static List<Action> ofUnit(ScanContext context, List<Application> applications) {
        var open = new HashSet<Topic>();
        applications.stream().filter(Application::isOpen).forEach(one -> open.add(one.topic()));
        var actions = new ArrayList<Action>();
        actions.add(new Action("calibration", new Text("登记安全附件校验", "Record a calibration"), CALIBRATION, UNIT));
        actions.add(new Action("operator", new Text("登记作业人员", "Record an operator"), OPERATOR, UNIT));
        actions.add(new Action("maintainer", new Text("报告维保单位", "Report who maintains it"), MAINTAINER, UNIT));
        for (Topic topic : Topic.values()) {
            if (topic.isFor(context.device().status()) && !open.contains(topic)) {
                actions.add(new Action(
                        "apply-" + topic.word(),
                        new Text(
                                "申请" + topic.title().zh(),
                                "Apply: " + topic.title().en()),
                        topic.kind(),
                        UNIT));
            }
        }
        return actions;
    }

    /** At most one application of a topic is open, so that the topic names the action. */
    private static List<Action> ofAuthority(List<Application> applications) {
        var actions = new ArrayList<Action>();
        for (Application one : applications) {
            if (one.state() == Application.State.SUBMITTED) {
                actions.add(step("accept", "受理", "Accept", one, Application.ACCEPTED, Map.of()));
                actions.add(step("return", "退回", "Return", one, Application.RETURNED, Map.of()));
            } else if (one.state() == Application.State.ACCEPTED) {
                grant(one).ifPresent(actions::add);
                actions.add(
                        step("refuse", "不予准许", "Refuse", one, Application.DECIDED, Map.of(Application.GRANTED, false)));
            }
        }
        return actions;
    }

    /** What is granted stands in the register; what cannot stand there cannot be granted. */
    private static Optional<Action> grant(Application one) {
        Action grant = step("grant", "准予", "Grant", one, Application.DECIDED, Map.of(Application.GRANTED, true));
        return one.topic() == Topic.CHANGE
                ? Optional.of(grant)
                : one.topic()
                        .effect(one.entry())
                        .map(effect -> new Action(
                                grant.name(),
                                grant.title(),
                                grant.kind(),
                                grant.audience(),
                                grant.draft().having(effect)));
    }

    private static Action step(
            String name, String zh, String en, Application one, String kind, Map<String, Object> more) {
        var given = new HashMap<String, Object>(more);
        given.put(Application.ID, one.entry().id());
        given.put("topic", one.topic().word());
        return new Action(
                name + "-" + one.topic().word(),
                new Text(
                        zh + "：" + one.topic().title().zh() + "申请",
                        en + ": " + one.topic().title().en()),
                kind,
                AUTHORITY,
                Draft.EMPTY.giving(new Values(given)));
    }
}
