package org.teshema.rest.page;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Account;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.organisation.Organisations;
import org.teshema.engine.reference.Districts;
import org.teshema.rest.Call;
import org.teshema.rest.archive.Ids;
import org.teshema.web.TablePage.Cell;
import org.teshema.web.Tone;

/** The lists of who takes part: organisations, and the accounts by which people act for them. */
@Component(service = OfficeLists.class)
public final class OfficeLists {
    private final Organisations organisations;
    private final Accounts accounts;
    private final Districts districts;

    /** Lists what these have. */
    @Activate
    public OfficeLists(
            @Reference Organisations organisations, @Reference Accounts accounts, @Reference Districts districts) {
        this.organisations = organisations;
        this.accounts = accounts;
        this.districts = districts;
    }

    Listing<Organisation> organisations(Call call, Actor actor) {
        Organisations.Filter filter = new Organisations.Filter(
                Filters.asked(call, "kind").map(kind -> Ids.word("kind", kind, OrganisationKind.class)),
                Filters.asked(call, "district"),
                Filters.asked(call, "creditCode"),
                Filters.asked(call, "q"));
        long count = organisations.count(actor, filter);
        return new Listing<Organisation>(
                        new Text("单位", "Organisations"),
                        new Text(
                                "本单位可见的监管部门、检验机构、使用单位和维保单位。",
                                "The authorities, inspection bodies and units you may see."),
                        List.of(
                                Column.id("编号", "Number", Organisation::id),
                                Column.words("名称", "Name", Organisation::name),
                                Column.text("类型", "Kind", one -> Names.role(one.kind())),
                                Column.text(
                                        "区",
                                        "District",
                                        one -> districts
                                                .find(one.district())
                                                .map(district -> district.name())
                                                .orElseGet(() -> Text.same(one.district()))),
                                Column.<Organisation>words(
                                                "统一社会信用代码",
                                                "Credit code",
                                                one -> one.creditCode().orElse("—"))
                                        .unbroken(),
                                Column.<Organisation>words(
                                                "电话",
                                                "Telephone",
                                                one -> one.phone().orElse("—"))
                                        .unbroken(),
                                new Column<>(new Text("设备", "Devices"), OfficeLists::used, one -> null)),
                        cursor -> organisations.list(actor, filter, cursor))
                .by(
                        Filters.typed(call, "q", "名称", "Name"),
                        Filters.chosen(
                                call, "kind", "类型", "Kind", Filters.options(Names::role, OrganisationKind.class)),
                        Filters.chosen(call, "district", "区", "District", Filters.districts(districts)),
                        Filters.typed(call, "creditCode", "统一社会信用代码", "Credit code"))
                .counted(new Text("共 " + count + " 家", count + " in all"));
    }

    private static Cell used(Organisation one) {
        return one.kind() == OrganisationKind.USING_UNIT
                ? new Cell(new Text("所用设备", "Its devices"), Tone.PLAIN, Optional.of("/devices?usingUnitId=" + one.id()))
                : Cell.of("—");
    }

    Listing<Account> accounts(Actor actor) {
        return new Listing<Account>(
                        new Text("账号", "Accounts"),
                        new Text("本单位及直属下级单位的账号。", "The accounts of your organisation and of those right under it."),
                        List.of(
                                Column.words("账号", "Account", Account::login),
                                Column.words(
                                        "单位",
                                        "Organisation",
                                        one -> one.organisation().name()),
                                Column.text(
                                        "类型",
                                        "Kind",
                                        one -> Names.role(one.organisation().kind())),
                                Column.state("状态", "State", OfficeLists::state),
                                Column.time("开设时间", "Made", one -> Optional.of(one.createdAt()))),
                        cursor -> accounts.list(actor, cursor))
                .holding(Listing.Holds.ACCOUNTS);
    }

    private static Cell state(Account account) {
        return account.active()
                ? new Cell(new Text("启用", "Active"), Tone.GOOD, Optional.empty())
                : new Cell(new Text("停用", "Switched off"), Tone.WARNING, Optional.empty());
    }
}
