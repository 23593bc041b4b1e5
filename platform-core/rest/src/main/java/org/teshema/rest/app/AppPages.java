package org.teshema.rest.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.teshema.api.app.Page;
import org.teshema.api.app.Receipt;
import org.teshema.api.archive.Audience;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.engine.app.AppAnswer;
import org.teshema.engine.app.AppCard;
import org.teshema.engine.scan.Scanned;
import org.teshema.trust.code.ShortNumber;
import org.teshema.web.AppPage;
import org.teshema.web.AppsPage;
import org.teshema.web.Frame;

/** Arranges what scene apps answer for their pages. */
final class AppPages {
    private static final Pattern ASKS = Pattern.compile("(/apps/[^?]+)[?]([A-Za-z0-9_-]+)=");

    private AppPages() {}

    /** Where a page lies. */
    static String path(PluginInfo app, Page page) {
        return "/apps/" + app.name() + "/" + page.name();
    }

    /** Where an action of a page lies: with the device it is about. */
    static String action(AppAnswer answer, String name) {
        return path(answer.app(), answer.page()) + "/actions/" + name + code(answer);
    }

    /** Where a page lies that is about a device. */
    static String back(AppAnswer answer) {
        return path(answer.app(), answer.page()) + code(answer);
    }

    private static String code(AppAnswer answer) {
        return answer.scanned().map(one -> "?code=" + one.number()).orElse("");
    }

    static AppsPage of(List<AppCard> cards) {
        return new AppsPage(cards.stream()
                .map(card -> new AppsPage.App(
                        card.app().title(),
                        card.card(),
                        card.pages().stream()
                                .map(page -> new AppPage.Door(page.title(), path(card.app(), page)))
                                .toList()))
                .toList());
    }

    static AppPage of(AppAnswer answer, Frame frame, List<Section.Phone> phones) {
        List<AppPage.Door> doors = new ArrayList<>();
        answer.actions()
                .forEach(offered -> doors.add(new AppPage.Door(
                        offered.action().title(),
                        action(answer, offered.action().name()))));
        List<AppPage.Ask> asks = new ArrayList<>();
        for (Link link : answer.view().links()) {
            Matcher asked = ASKS.matcher(link.target().toString());
            if (link.relation().equals(Link.SEARCH) && asked.matches()) {
                String name = asked.group(2);
                asks.add(new AppPage.Ask(
                        link.title(), asked.group(1), name, frame.query().getOrDefault(name, "")));
            } else {
                doors.add(new AppPage.Door(link.title(), link.target().toString()));
            }
        }
        answer.scanned().ifPresent(one -> doors.add(AppPage.Door.toDevice("/n/" + one.number())));
        return new AppPage(
                answer.page().title(),
                answer.app().title(),
                answer.scanned().map(AppPages::about),
                answer.view().sections(),
                doors,
                answer.view().next().map(cursor -> next(answer, frame, cursor)),
                Optional.empty(),
                phones,
                asks);
    }

    /** Where whoever recorded something goes on to: where the receipt leads, the page it was done on, and the device. */
    static List<AppPage.Door> doors(AppAnswer answer, Optional<Receipt> receipt) {
        List<AppPage.Door> doors = new ArrayList<>();
        receipt.ifPresent(one -> one.links()
                .forEach(link ->
                        doors.add(new AppPage.Door(link.title(), link.target().toString()))));
        if (answer.caller().audience() != Audience.PUBLIC) {
            doors.add(new AppPage.Door(answer.page().title(), back(answer)));
        }
        answer.scanned().ifPresent(one -> doors.add(AppPage.Door.toDevice("/n/" + one.number())));
        return doors;
    }

    /** Number, name and place of the device a page is about. */
    static String about(Scanned scanned) {
        String number =
                ShortNumber.parse(scanned.number()).map(ShortNumber::grouped).orElse(scanned.number());
        return number + " · " + scanned.device().name() + " · "
                + scanned.device().place();
    }

    /** The same address with another cursor. */
    private static String next(AppAnswer answer, Frame frame, String cursor) {
        var query = new TreeMap<>(frame.query());
        query.put("cursor", cursor);
        return path(answer.app(), answer.page()) + "?"
                + query.entrySet().stream()
                        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
