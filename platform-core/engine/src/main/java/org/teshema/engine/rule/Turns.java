package org.teshema.engine.rule;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Lets each account do one long thing at a time, and all together a few. Thread-safe. */
final class Turns {
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final Semaphore all;

    /**
     * Turns.
     *
     * @param most how many at a time
     */
    Turns(int most) {
        this.all = new Semaphore(most);
    }

    /**
     * Does the work.
     *
     * @throws Problem THROTTLED while the account's last one goes on, or too many others do
     */
    <T> T take(Actor actor, Supplier<T> work) {
        if (!busy.add(actor.accountId())) {
            throw Problem.of(
                    ProblemType.THROTTLED,
                    "您的上一次计算还在进行，请等它完成。",
                    "Your last calculation is still going on. Wait until it is done.");
        }
        try {
            if (!all.tryAcquire()) {
                throw Problem.of(
                        ProblemType.THROTTLED,
                        "同时进行的计算过多，请稍后再试。",
                        "Too many calculations are going on. Try again in a moment.");
            }
            try {
                return work.get();
            } finally {
                all.release();
            }
        } finally {
            busy.remove(actor.accountId());
        }
    }
}
