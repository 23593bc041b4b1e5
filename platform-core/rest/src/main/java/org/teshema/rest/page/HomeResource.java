package org.teshema.rest.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.rule.DueStatus;
import org.teshema.api.text.Text;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.app.AppCard;
import org.teshema.engine.app.AppDesk;
import org.teshema.engine.codes.Balances;
import org.teshema.engine.codes.Counts;
import org.teshema.engine.codes.HolderBalance;
import org.teshema.engine.codes.Whereabouts;
import org.teshema.engine.device.DeviceFilter;
import org.teshema.engine.device.Devices;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.rule.DueDevices;
import org.teshema.rest.Call;
import org.teshema.rest.RestResource;
import org.teshema.web.AppPage;
import org.teshema.web.HomePage;
import org.teshema.web.HomePage.Door;
import org.teshema.web.HomePage.Figure;
import org.teshema.web.Pages;

/** The first page: for the public what this is, for somebody logged in what concerns them and where codes and devices stand. */
@Component(service = RestResource.class)
@Path("/")
@Produces(MediaType.TEXT_HTML)
public final class HomeResource implements RestResource {
    private final Balances balances;
    private final Devices devices;
    private final Inbox inbox;
    private final Supplier<List<AppCard>> open;
    private final DueDevices due;
    private final Pages pages;

    /** Shows figures of these. */
    @Activate
    public HomeResource(
            @Reference Balances balances,
            @Reference Devices devices,
            @Reference Inbox inbox,
            @Reference DueDevices due,
            @Reference AppDesk apps,
            @Reference Pages pages) {
        this(balances, devices, inbox, due, () -> apps.cards(Optional.empty()), pages);
    }

    /** The same, with those apps for everybody; not public, so that nobody takes it for the one above. */
    HomeResource(
            Balances balances,
            Devices devices,
            Inbox inbox,
            DueDevices due,
            Supplier<List<AppCard>> open,
            Pages pages) {
        this.due = due;
        this.open = open;
        this.balances = balances;
        this.devices = devices;
        this.inbox = inbox;
        this.pages = pages;
    }

    /** The page. */
    @GET
    public Response home(@Context Call call) {
        Optional<Actor> actor = call.actorIfAny();
        String html = actor.isPresent()
                ? pages.home(Frames.of(call), page(actor.get()))
                : pages.welcome(Frames.of(call), open());
        return Frames.page(200, html);
    }

    /** What apps have for everybody. */
    private List<AppPage.Door> open() {
        return open.get().stream()
                .flatMap(card -> card.pages().stream()
                        .map(page -> new AppPage.Door(
                                page.title(), "/apps/" + card.app().name() + "/" + page.name())))
                .toList();
    }

    private HomePage page(Actor actor) {
        boolean holdsCodes = Access.may(actor, Deed.SEE_BALANCE);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(new Text("收件箱待办", "Open in the inbox"), inbox.open(actor), Optional.of("/inbox")));
        if (holdsCodes) {
            figures.addAll(figures(actor));
        }
        figures.add(new Figure(
                new Text("设备", "Devices"), devices.count(actor, DeviceFilter.none()), Optional.of("/devices")));
        if (Access.may(actor, Deed.SEE_DUE)) {
            Optional<DueDevices.Tally> tally = due.tally(actor);
            figures.add(pressing("已超期设备", "Devices overdue", tally, DueStatus.OVERDUE));
            figures.add(pressing("临期设备", "Devices due soon", tally, DueStatus.DUE_SOON));
        }
        return new HomePage(
                actor.organisation().name(),
                Names.role(actor.role()),
                actor.login(),
                figures,
                doors(actor, holdsCodes));
    }

    private static Figure pressing(String zh, String en, Optional<DueDevices.Tally> tally, DueStatus status) {
        return new Figure(
                new Text(zh, en),
                tally.map(one -> one.of(status)).orElse(0L),
                Optional.of("/due?status=" + status),
                tally.isPresent() ? Optional.empty() : Optional.of(new Text("统计中", "Counting")));
    }

    private List<Figure> figures(Actor actor) {
        Counts codes = counts(actor);
        return List.of(
                new Figure(new Text("在库空白码", "Blank codes in stock"), codes.inStock(), where(Whereabouts.IN_STOCK)),
                new Figure(new Text("流转中", "In transit"), codes.inTransit(), where(Whereabouts.IN_TRANSIT)),
                new Figure(new Text("已领未绑", "Awaiting binding"), codes.claimed(), where(Whereabouts.CLAIMED)),
                new Figure(new Text("已绑定", "Bound"), codes.bound(), where(Whereabouts.ON_DEVICES)));
    }

    private Counts counts(Actor actor) {
        var balance = balances.of(actor);
        // Whoever sees more holders than itself sees their sum.
        if (Access.may(actor, Deed.SEE_BATCH)) {
            return balance.codes();
        }
        return balance.holders().stream()
                .filter(holder -> holder.holder().id() == actor.organisation().id())
                .map(HolderBalance::codes)
                .findFirst()
                .orElse(Counts.NONE);
    }

    private static Optional<String> where(Whereabouts where) {
        return Optional.of("/codes?where=" + where);
    }

    /** Where this role has something to do or to see: each door is there for whose it is. */
    private static List<Door> doors(Actor actor, boolean holdsCodes) {
        List<Door> doors = new ArrayList<>();
        doors.add(door("收件箱", "Inbox", "与本单位有关的新登记", "What was recorded that concerns you", "/inbox"));
        doors.add(
                door("设备", "Devices", "本单位负责或监管的设备，按编号、名称、地点或单位查找", "Devices you answer for or supervise", "/devices"));
        if (Access.may(actor, Deed.SEE_DUE)) {
            doors.add(door("到期", "What is due", "已超期和临期的设备", "Devices that are overdue or due soon", "/due"));
        }
        doors.add(door("设备统计", "Figures of devices", "按种类和状态", "By kind and status", "/figures"));
        if (holdsCodes) {
            doors.add(door("码", "Codes", "在库、已领用和已绑定的码", "Codes in stock, given out and bound", "/codes"));
            doors.add(door("交接", "Hand-overs", "待接收与已完成的交接", "Open and finished hand-overs", "/hand-overs"));
            doors.add(door("领码", "Codes given out", "发放给使用单位的码", "What using units were given", "/claims"));
            doors.add(door(
                    "库存", "Stock", "各单位负责的码有多少、在哪里", "How many codes each answers for, and where they are", "/stock"));
        }
        if (Access.may(actor, Deed.CODE_CLAIM)) {
            doors.add(new Door(
                    new Text("向设备发码", "Give a code out"),
                    new Text("扫标牌、选设备，发放给使用单位", "Scan a label, choose the device: for the unit that uses it"),
                    "/give"));
        }
        if (Access.may(actor, Deed.CODE_BIND)) {
            doors.add(new Door(
                    new Text("绑码", "Bind a code"),
                    new Text("标牌贴好后，用手机扫码、拍照、选设备", "When a label hangs: scan it, take a photo, choose the device"),
                    "/bind"));
        }
        if (Access.may(actor, Deed.SEE_BATCH)) {
            doors.add(door("批次", "Batches", "申请、制码、印制和入库", "Ordered, made, printed and stocked", "/batches"));
        }
        doors.add(door(
                "单位",
                "Organisations",
                "监管部门、检验机构、使用和维保单位",
                "Authorities, inspection bodies and units",
                "/organisations"));
        if (Access.may(actor, Deed.SEE_ACCOUNT)) {
            doors.add(
                    door("账号", "Accounts", "本单位及直属下级单位的账号", "Of your organisation and of those under it", "/accounts"));
        }
        doors.add(door("场景应用", "Apps", "各区和全市的应用", "Applications of the districts and the city", "/apps"));
        if (Access.may(actor, Deed.SEE_JOB)) {
            doors.add(door("作业", "Jobs", "应用的定时作业", "What apps do by the clock", "/jobs"));
        }
        if (Access.may(actor, Deed.HANDLE_PLUGIN)) {
            doors.add(door(
                    "插件",
                    "Plugins",
                    "运行中的插件、试行、上线、回退和停用",
                    "What runs; trials, going live, rolling back and stopping",
                    "/plugins"));
            doors.add(door(
                    "插件运行情况",
                    "How plugins run",
                    "每个版本的调用、失败和用时",
                    "Calls, failures and times of every version",
                    "/running"));
        }
        if (Access.may(actor, Deed.SEE_BATCH)) {
            doors.add(door("密钥", "Keys", "签发码的密钥和有效期", "The keys that sign codes, and how long", "/keys"));
            doors.add(
                    door("账本", "Ledger", "最新签署，按主体查看每一次办理", "Its newest head, and the deeds of a subject", "/ledger"));
        }
        return doors;
    }

    private static Door door(String zh, String en, String wordsZh, String wordsEn, String href) {
        return new Door(new Text(zh, en), new Text(wordsZh, wordsEn), href);
    }
}
