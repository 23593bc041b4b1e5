package org.teshema.plugin.unitdesk;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.teshema.api.app.DeviceQuery;
import org.teshema.api.app.KnownDevice;
import org.teshema.api.app.PageContext;
import org.teshema.api.app.PageView;
import org.teshema.api.device.DeviceId;
import org.teshema.api.plugin.Platform;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/** The open applications of the devices that its reader sees, the oldest first. */
final class Board {
    /** As many devices as the platform can be asked for by name. */
    private static final int PART = 200;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    private static final List<Text> COLUMNS = List.of(
            new Text("设备", "Device"),
            new Text("地点", "Place"),
            new Text("申请事项", "About"),
            new Text("提交时间", "Submitted"),
            new Text("状态", "State"));

    /** What else is asked of the unit has boards of its own, each with what is open and what is late. */
    private static final List<Link> ALSO = List.of(
            link(
                    "/inbox?state=due",
                    "等本单位办的：指令书、投诉、报修，按期限先后",
                    "What waits for you: orders, complaints, faults, the most pressing first"),
            link("/apps/supervision/orders", "监察指令书：整改期限、逾期和答复", "Safety orders: until when, what is late, answers"),
            link(
                    "/apps/public-desk/board",
                    "公众案件：投诉、报修的时限和答复",
                    "Cases of the public: until when, what is late, answers"));

    private Board() {}

    private static Link link(String path, String zh, String en) {
        return new Link("related", URI.create(path), new Text(zh, en), "text/html");
    }

    static PageView of(PageContext context, Platform platform) {
        long after = context.cursor()
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        List<Shelf.Kept> kept = context.caller()
                .organisation()
                .map(reader -> Shelf.open(platform.tables(), reader, after, PART))
                .orElse(List.of());
        Set<DeviceId> asked = kept.stream().map(Shelf.Kept::device).collect(Collectors.toSet());
        Map<DeviceId, KnownDevice> devices = asked.isEmpty()
                ? Map.of()
                : platform.devices().list(DeviceQuery.of(asked)).items().stream()
                        .collect(Collectors.toMap(known -> known.device().id(), known -> known));
        List<Shelf.Kept> seen =
                kept.stream().filter(one -> devices.containsKey(one.device())).toList();
        Section table = new Section.Table(
                new Text("在办申请，最早的在前", "Open applications, the oldest first"),
                COLUMNS,
                seen.stream().map(one -> cells(one, devices.get(one.device()))).toList(),
                seen.stream().map(one -> path(devices.get(one.device()))).toList());
        Optional<String> next = kept.size() < PART
                ? Optional.empty()
                : Optional.of(Long.toString(kept.get(kept.size() - 1).id()));
        return new PageView(List.of(table), ALSO, List.of(), next);
    }

    private static List<Text> cells(Shelf.Kept one, KnownDevice known) {
        return List.of(
                Text.same(known.device().name()),
                Text.same(known.device().place()),
                one.topic().title(),
                Text.same(minute(one.applied())),
                one.state().words());
    }

    private static String path(KnownDevice known) {
        return known.number()
                .map(number -> "/apps/" + UnitDesk.NAME + "/" + UnitDesk.DEVICE + "?code=" + number)
                .orElse("");
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}
