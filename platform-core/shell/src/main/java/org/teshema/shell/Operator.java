package org.teshema.shell;

import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** For whom the console acts. */
final class Operator {
    private Operator() {}

    /** The city, as its first account. */
    static Actor of(Accounts accounts) {
        return accounts.operator()
                .orElseThrow(
                        () -> Problem.of(
                                ProblemType.WRONG_STATE,
                                "平台尚未完成首次启动，还没有市局账号；请稍后再试。",
                                "The platform has not finished its first start and has no account of the city yet; try again soon."));
    }
}
