package org.teshema.shell;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.codes.Batch;
import org.teshema.engine.codes.BatchOrder;
import org.teshema.engine.codes.Batches;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.keys.CodeClass;

/** Orders, approves and makes a batch of the city's in one go. */
@Service
@Command(scope = "teshema", name = "batch-make", description = "Orders, approves and makes a batch of the city's codes")
public final class BatchMakeCommand implements Action {
    @Argument(name = "quantity", description = "How many codes, from 1", required = true)
    int quantity;

    @Option(name = "--class", description = "The occasion they are made for: STOCK, NEW or REPLACEMENT")
    @Completion(CodeClasses.class)
    String codeClass = "STOCK";

    @Option(name = "--lifts", description = "Labels titled for lifts, 上海智慧电梯, instead of 特种设备码")
    boolean lifts;

    @Option(name = "--reason", description = "What they are for")
    String reason = "控制台制码 made at the console";

    @Reference
    Batches batches;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        String wanted = codeClass.toUpperCase(Locale.ROOT);
        if (Arrays.stream(CodeClass.values()).noneMatch(one -> one.name().equals(wanted))) {
            out.println("--class is one of " + Arrays.toString(CodeClass.values()) + ", not " + codeClass);
            return null;
        }
        try {
            make(out, CodeClass.valueOf(wanted));
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        }
        return null;
    }

    private void make(PrintStream out, CodeClass wanted) {
        Actor actor = Operator.of(accounts);
        String title = lifts ? "上海智慧电梯" : "特种设备码";
        Batch ordered = batches.order(asked(actor), new BatchOrder(title, wanted, quantity, reason));
        Batch approved = batches.approve(asked(actor), ordered.id(), ordered.version());
        long began = System.nanoTime();
        Batch made = batches.make(asked(actor), approved.id(), approved.version());
        out.println(String.format(
                Locale.ROOT,
                "Batch %d: %d codes made in %.1f s with issuing key %s. Next: print it.",
                made.id(),
                made.quantity(),
                (System.nanoTime() - began) / 1e9,
                made.keyIndex().map(String::valueOf).orElse("-")));
    }

    private static WriteRequest asked(Actor actor) {
        return new WriteRequest(actor, UUID.randomUUID().toString());
    }
}
