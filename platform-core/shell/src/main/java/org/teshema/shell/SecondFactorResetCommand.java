package org.teshema.shell;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.problem.Problem;

/** Takes the second factor off an account whose owner has lost it and has nobody above who could help. */
@Service
@Command(
        scope = "teshema",
        name = "second-factor-reset",
        description = "Ends all sessions of an account; its next log-in adds an authenticator app anew")
public final class SecondFactorResetCommand implements Action {
    @Argument(index = 0, name = "login", description = "The account's login", required = true)
    String login;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            if (accounts.resetFactorByOperator(login)) {
                out.println("已重置：该账号的登录全部结束，下次登录时重新绑定验证器应用。");
                out.println(
                        "Reset: the account's log-ins have ended, and its next one adds an authenticator app anew.");
            } else {
                out.println("没有登录名为“" + login + "”的账号。");
                out.println("There is no account with the login \"" + login + "\".");
            }
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }
}
