package org.teshema.engine.account;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.trust.sm.PasswordHash;

/** Checks and hashes passwords, a few at a time. Thread-safe. */
final class Passwords {
    // Each check of a password holds 19 MiB: so many at a time, the others wait a moment.
    private static final int CHECKS_AT_A_TIME = 4;
    private static final long WAIT_SECONDS = 10;

    // What an unknown login is checked against, so that it takes as long as a known one. No password gives 32 zeros.
    private static final String NOBODY = PasswordHash.ofNobody();

    private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME, true);

    /** Whether it is the password of that account; where there is none it takes as long to say no. */
    boolean matches(String password, Optional<KnownAccount> account) {
        // Longer than any password can be: not worth the memory.
        if (password.length() > 2 * NewAccount.LONGEST) {
            return false;
        }
        String hash = account.map(KnownAccount::hash).orElse(NOBODY);
        return guarded(password, characters -> PasswordHash.matches(characters, hash));
    }

    String hash(String password) {
        return guarded(password, PasswordHash::hash);
    }

    private <T> T guarded(String password, Function<char[], T> work) {
        boolean entered = false;
        char[] characters = password.toCharArray();
        try {
            entered = checks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (entered) {
                return work.apply(characters);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Arrays.fill(characters, '\0');
            if (entered) {
                checks.release();
            }
        }
        throw Problem.of(
                ProblemType.THROTTLED,
                "登录的人太多，请过几秒再试。",
                "Very many people are logging in. Try again in a few seconds.");
    }
}
