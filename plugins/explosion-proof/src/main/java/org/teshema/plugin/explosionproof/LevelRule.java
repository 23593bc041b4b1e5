package org.teshema.plugin.explosionproof;

import java.util.Optional;
import java.util.Set;
import org.teshema.api.text.Text;
import org.teshema.plugin.explosionproof.Decision.Reason;

/** Whether the protection level of a mark is admissible in a zone: the written one, and what the types of protection can give. */
final class LevelRule {
    private static final String NAME = "zone";

    private final ExTables tables;

    LevelRule(ExTables tables) {
        this.tables = tables;
    }

    Reason ask(Mark mark, int zone) {
        Set<Epl> admissible = tables.admissible(zone);
        Optional<Epl> weakest = mark.given().stream().reduce(Epl::weaker);
        if (weakest.isEmpty()) {
            return mark.inferred()
                    .map(level -> inferred(level, admissible.contains(level), zone))
                    .orElseGet(() -> new Reason(
                            NAME,
                            Outcome.NEEDS_A_PERSON,
                            new Text(
                                    "标志没有写明保护级别，也不能由防爆型式推定。",
                                    "The mark states no level, and its types of protection do not tell it.")));
        }
        Epl given = weakest.get();
        if (!admissible.contains(given)) {
            boolean boundary = mark.given().stream().anyMatch(admissible::contains);
            return boundary
                    ? new Reason(
                            NAME,
                            Outcome.NEEDS_A_PERSON,
                            new Text(
                                    "标志写有两个保护级别，只有一侧可用于 " + zone + " 区。",
                                    "The mark states two levels; only one side of the device may stand in zone " + zone
                                            + "."))
                    : said(given, false, zone);
        }
        boolean tooMuch = mark.inferred()
                .filter(level -> level.weakerThan(given) && !admissible.contains(level))
                .isPresent();
        return tooMuch
                ? new Reason(
                        NAME,
                        Outcome.NEEDS_A_PERSON,
                        new Text(
                                "标志写 " + given.symbol() + "，但其防爆型式一般只达到 "
                                        + mark.inferred().orElseThrow().symbol() + "。",
                                "The mark states " + given.symbol() + ", but its types of protection normally reach "
                                        + mark.inferred().orElseThrow().symbol() + " only."))
                : said(given, true, zone);
    }

    private static Reason said(Epl level, boolean admitted, int zone) {
        return admitted
                ? new Reason(
                        NAME,
                        Outcome.SUITABLE,
                        new Text(
                                level.symbol() + " 可用于 " + zone + " 区。",
                                level.symbol() + " may stand in zone " + zone + "."))
                : new Reason(
                        NAME,
                        Outcome.UNSUITABLE,
                        new Text(
                                level.symbol() + " 不可用于 " + zone + " 区。",
                                level.symbol() + " may not stand in zone " + zone + "."));
    }

    private static Reason inferred(Epl level, boolean admitted, int zone) {
        Reason plain = said(level, admitted, zone);
        return new Reason(
                NAME,
                plain.says(),
                new Text(
                        "未写保护级别，按最弱的防爆型式推定为 " + level.symbol() + "；"
                                + plain.words().zh(),
                        "No level is written; the weakest type of protection gives " + level.symbol() + ". "
                                + plain.words().en()));
    }
}
