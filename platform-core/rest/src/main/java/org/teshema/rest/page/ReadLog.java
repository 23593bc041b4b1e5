package org.teshema.rest.page;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.Call;
import org.teshema.web.TablePage;

/**
 * Who took personal data along, and what for: one line each in the log {@code teshema.reads}, with ids and no names. A list that holds
 * personal data goes out with a purpose or not at all.
 */
final class ReadLog {
    private static final Logger LOG = LoggerFactory.getLogger("teshema.reads");

    private ReadLog() {}

    /** What personal data may be taken along for. */
    enum Purpose {
        /** To look after the accounts of the own organisation and those under it. */
        ACCOUNTS("账号管理", "Looking after accounts"),
        /** An audit of who may do what. */
        AUDIT("权限审计", "An audit of rights"),
        /** To look into a complaint or an incident. */
        INCIDENT("投诉或事件核查", "Looking into a complaint or an incident");

        private final String zh;
        private final String en;

        Purpose(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }
    }

    /** The purposes to choose from. */
    static List<TablePage.Option> options() {
        return Stream.of(Purpose.values())
                .map(one -> new TablePage.Option(one.name(), new Text(one.zh, one.en)))
                .toList();
    }

    /**
     * The purpose the call tells.
     *
     * @throws Problem in the field {@code purpose} when it tells none
     */
    static Purpose told(Call call) {
        String told = call.query("purpose").orElse("");
        return Stream.of(Purpose.values())
                .filter(one -> one.name().equals(told))
                .findFirst()
                .orElseThrow(() -> Problem.inField(
                        ProblemType.INVALID,
                        "purpose",
                        "本表含个人信息：请返回选择导出的用途。",
                        "The list holds personal data. Please go back and choose what it is taken along for."));
    }

    /**
     * Notes it.
     *
     * @param path of the list
     * @param filters by which parameters it was narrowed; what was asked for may be personal and is not told
     * @param rows how many went out
     */
    static void note(Actor actor, String path, List<String> filters, Purpose purpose, long rows) {
        LOG.info(
                "account {} of organisation {} took {} rows of {} narrowed by {} for {}",
                actor.accountId(),
                actor.organisation().id(),
                rows,
                path,
                filters,
                purpose);
    }
}
