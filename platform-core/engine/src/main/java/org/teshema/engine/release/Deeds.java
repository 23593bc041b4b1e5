package org.teshema.engine.release;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.teshema.engine.access.Access;
import org.teshema.engine.access.Deed;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.Districts;
import org.teshema.engine.store.LedgerLeaf;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.trust.sm.Sm3;

/** What every deed at the door has in common: who may do it, why it is done, and that the ledger tells it. */
final class Deeds {
    private static final int MOST_REASON = 400;

    private Deeds() {}

    /** Refuses everybody but the city. */
    static void cityAlone(Actor actor) {
        if (!Access.may(actor, Deed.HANDLE_RELEASE_KEY)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "只有市局可以登记和吊销发布密钥。", "Only the city registers and revokes release keys.");
        }
    }

    /** Refuses whoever is neither the city nor that district. */
    static void ofDistrict(Actor actor, String district) {
        if (!mayHandle(actor, district)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "插件由所属区局或市局管理；该发布属于 " + district + "。",
                    "Plugins are handled by the authority of their district and by the city; this release is of "
                            + district + ".");
        }
    }

    /** Whether a plugin of that district is theirs to handle. */
    static boolean mayHandle(Actor actor, String district) {
        return Access.mayInDistrict(actor, Deed.HANDLE_PLUGIN, district);
    }

    /** The reason given, 1 to 400 characters. */
    static String reason(String reason) {
        if (reason == null || reason.isBlank() || reason.length() > MOST_REASON) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "reason",
                    "请说明原因，1 至 " + MOST_REASON + " 字。",
                    "Say why, in 1 to " + MOST_REASON + " characters.");
        }
        return reason.strip();
    }

    /** The leaf and the event of a deed. */
    static void told(
            UnitOfWork unit,
            Optional<Actor> actor,
            String what,
            String subject,
            String district,
            Instant now,
            String... content) {
        String all = String.join("\n", what, subject, String.join("\n", content));
        unit.leaf(new LedgerLeaf(
                what,
                subject,
                district,
                actor.map(one -> one.role().name()).orElse("PLATFORM"),
                now,
                Sm3.hash(all.getBytes(StandardCharsets.UTF_8))));
        unit.publish(what, subject, Districts.CITY, "{\"district\":\"" + district + "\"}", now);
    }

    /** Says to every node that what is to run may have changed. Locks, so that of two changes at once one waits. */
    static void changed(UnitOfWork unit) {
        unit.update("update plugin_target_version set version = version + 1 where id = 1");
    }
}
