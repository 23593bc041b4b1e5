package org.teshema.plugin.supervision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.Entry;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.Organisation;
import org.teshema.api.scan.Action;
import org.teshema.api.scan.Draft;
import org.teshema.api.scan.Finding;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.text.Text;

/** What may be done about orders: issued after an inspection that found something, answered by the using unit, rechecked. */
final class OrderDeeds {
    private static final Set<Audience> OFFICERS = Set.of(Audience.GOVERNMENT);
    private static final Set<Audience> UNIT = Set.of(Audience.USING_UNIT);
    private static final String CHECK = "check";
    private static final int SHOWN = 3;
    private static final int UNTIL_RULED = 15;

    private final EntryKind checks;

    OrderDeeds(EntryKind checks) {
        this.checks = checks;
    }

    /** The reader's deeds about these orders of the device. */
    List<Action> of(ScanContext context, List<Order> orders) {
        var actions = new ArrayList<Action>();
        List<Order> open =
                orders.stream().filter(order -> !order.isClosed()).limit(SHOWN).toList();
        switch (context.caller().audience()) {
            case GOVERNMENT -> {
                waiting(context, orders).ifPresent(check -> actions.add(issue(context, check)));
                open.forEach(order -> actions.add(recheck(order)));
            }
            case USING_UNIT ->
                open.stream()
                        .filter(order -> order.state() == Order.State.OPEN)
                        .forEach(order -> actions.add(answer(order)));
            default -> {}
        }
        return actions;
    }

    /** The last inspection, where it found what an order is for and none was issued. */
    static Optional<Entry> waiting(ScanContext context, List<Order> orders) {
        return context.current(Check.KIND)
                .filter(check -> check.values()
                        .text(Check.RESULT)
                        .filter(Check.ORDER::equals)
                        .isPresent())
                .filter(check -> orders.stream()
                        .noneMatch(order -> order.entry()
                                .values()
                                .whole(CHECK)
                                .filter(id -> id == check.id())
                                .isPresent()));
    }

    private Action issue(ScanContext context, Entry check) {
        int days = context.rules()
                .governing("order-term", context.device().category(), context.today())
                .flatMap(rule -> Check.number(rule, "days"))
                .orElse(UNTIL_RULED);
        var given = new HashMap<>(subject(context));
        given.put(CHECK, check.id());
        given.put("code", context.code().number());
        var filled = new HashMap<String, Object>();
        filled.put(Order.DEADLINE, context.today().plusDays(days));
        String found = Check.found(check, checks);
        if (!found.isEmpty()) {
            filled.put("found", found);
        }
        return new Action(
                "issue-order",
                new Text("下达特种设备安全监察指令书", "Issue a safety order"),
                Order.KIND,
                OFFICERS,
                Draft.EMPTY.giving(new Values(given)).filledWith(new Values(filled)));
    }

    /** What an order says of the device, as the register has it today. */
    private static Map<String, Object> subject(ScanContext context) {
        return Map.of(
                "unit", context.device().usingUnit().map(Organisation::name).orElse("—"),
                "device", context.device().name(),
                "place", context.device().place());
    }

    private static Action answer(Order order) {
        return new Action(
                "answer-order-" + order.entry().id(),
                new Text("答复指令书 " + order.number(), "Answer order " + order.number()),
                Order.ANSWER,
                UNIT,
                Draft.EMPTY.giving(about(order)));
    }

    private static Action recheck(Order order) {
        return new Action(
                "recheck-order-" + order.entry().id(),
                new Text("复查指令书 " + order.number(), "Recheck order " + order.number()),
                Order.RECHECK,
                OFFICERS,
                Draft.EMPTY.giving(about(order)));
    }

    private static Values about(Order order) {
        return new Values(Map.of(Order.SUBJECT, order.entry().id(), Order.NUMBER, order.number()));
    }

    /** What is wrong with an order, an answer or a recheck about to be stored. */
    static List<Finding> findings(ScanContext context, String kind, Values values, List<Order> orders) {
        return kind.equals(Order.KIND) ? issued(context, values, orders) : said(context, kind, values, orders);
    }

    private static List<Finding> issued(ScanContext context, Values values, List<Order> orders) {
        boolean follows = waiting(context, orders)
                .filter(check ->
                        values.whole(CHECK).filter(id -> id == check.id()).isPresent())
                .isPresent();
        if (!follows) {
            return List.of(Words.wrong(
                    CHECK,
                    "指令书须依据一份结论为“下达监察指令书”的最近监督检查记录，且每份记录只下达一份。",
                    "An order follows from the last inspection, which says that one is due, and from each only once."));
        }
        for (Map.Entry<String, Object> one : subject(context).entrySet()) {
            if (!one.getValue().equals(values.byName().get(one.getKey()))) {
                return List.of(
                        Words.wrong(one.getKey(), "与设备登记信息不一致。", "The register says something else of the device."));
            }
        }
        return past(Order.DEADLINE, values, context.today());
    }

    private static List<Finding> past(String field, Values values, LocalDate today) {
        return values.day(field).filter(day -> day.isBefore(today)).stream()
                .map(day -> Words.wrong(field, "整改期限不能早于今天。", "The day cannot be before today."))
                .toList();
    }

    private static List<Finding> said(ScanContext context, String kind, Values values, List<Order> orders) {
        Optional<Order> about = orders.stream()
                .filter(order -> !order.isClosed())
                .filter(order -> values.whole(Order.SUBJECT)
                        .filter(id -> id == order.entry().id())
                        .isPresent())
                .findFirst();
        if (about.isEmpty()) {
            return List.of(Words.wrong(
                    Order.SUBJECT, "该指令书不是此设备的，或已闭环。", "There is no open order of that number about this device."));
        }
        if (!values.text(Order.NUMBER).equals(Optional.of(about.get().number()))) {
            return List.of(Words.wrong(Order.NUMBER, "编号与该指令书不一致。", "That is not the number of the order."));
        }
        var findings = new ArrayList<>(Finding.future("on", values, context.today()));
        if (kind.equals(Order.RECHECK)) {
            boolean again =
                    values.text(Order.RESULT).filter(Order.AGAIN::equals).isPresent();
            if (again != values.day(Order.DEADLINE).isPresent()) {
                findings.add(
                        again
                                ? Words.wrong(
                                        Order.DEADLINE, "仍未整改到位的，请写明新的整改期限。", "Say until which day it is to be done.")
                                : Words.wrong(
                                        Order.DEADLINE,
                                        "已闭环的不再有整改期限，请留空。",
                                        "A closed order has no day; leave it out."));
            }
            findings.addAll(past(Order.DEADLINE, values, context.today()));
        }
        return findings;
    }
}
