package org.teshema.engine.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * An account to be made.
 *
 * @param login 3 to 60 characters: letters, digits, dot, hyphen, underscore, at sign; case does not matter
 * @param password {@value #SHORTEST} to {@value #LONGEST} characters
 * @param organisationId whose own it is, and for whom its owner will act
 * @param role what its owner will be there
 */
public record NewAccount(String login, String password, long organisationId, MembershipRole role) {
    /** Fewest characters of a password. */
    public static final int SHORTEST = 10;

    /** Most characters of a password. */
    public static final int LONGEST = 128;

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@-]{2,59}");

    /** An account of somebody who acts for the organisation and administers nothing. */
    public NewAccount(String login, String password, long organisationId) {
        this(login, password, organisationId, MembershipRole.MEMBER);
    }

    public NewAccount {
        login = normal(login);
        if (!LOGIN.matcher(login).matches()) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "login",
                    "登录名为 3 至 60 个字符：以字母或数字开头，可含字母、数字和 . _ @ -。",
                    "A login has 3 to 60 characters, begins with a letter or digit, and holds letters, digits, and . _ @ -");
        }
        checkPassword("password", password, login);
    }

    /** What its owner is from the first day on. */
    NewMembership membership() {
        return new NewMembership(login, organisationId, role, Optional.empty(), Optional.empty());
    }

    /** A login as it is compared. */
    static String normal(String login) {
        return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static void checkPassword(String field, String password, String login) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "密码须为 " + SHORTEST + " 至 " + LONGEST + " 个字符，现有 " + length + " 个。",
                    "A password has " + SHORTEST + " to " + LONGEST + " characters, not " + length + ".");
        }
        if (normal(password).contains(login) || password.codePoints().distinct().count() < 5) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    field,
                    "密码不得包含登录名，且至少含 5 个不同的字符。",
                    "A password must not contain the login and has at least five different characters.");
        }
    }

    /** Without the password, which belongs in no message and no log. */
    @Override
    public String toString() {
        return "NewAccount[login=" + login + ", organisationId=" + organisationId + "]";
    }
}
