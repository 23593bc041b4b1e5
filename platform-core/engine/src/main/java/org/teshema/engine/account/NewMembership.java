package org.teshema.engine.account;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * That a person shall act for an organisation.
 *
 * @param login login name of their account
 * @param organisationId for whom
 * @param role what they are there
 * @param from the first day; empty for at once
 * @param until the last day; empty for no end
 */
public record NewMembership(
        String login, long organisationId, MembershipRole role, Optional<LocalDate> from, Optional<LocalDate> until) {
    public NewMembership {
        login = NewAccount.normal(login);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw endsTooSoon();
        }
    }

    static Problem endsTooSoon() {
        return Problem.inField(
                ProblemType.INVALID, "until", "截止日期不能早于起始日期。", "The last day must not be before the first.");
    }
}
