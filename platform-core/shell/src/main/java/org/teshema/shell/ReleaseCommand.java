package org.teshema.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.release.Installations;
import org.teshema.engine.release.Release;
import org.teshema.engine.release.ReleasePlan;
import org.teshema.engine.release.Releases;
import org.teshema.engine.write.WriteRequest;

/** Offers signed jars to the gate: one, or all of a folder. Tells the plan first and stops there unless told to install. */
@Service
@Command(
        scope = "teshema",
        name = "release",
        description = "Checks a signed jar, or all jars of a folder, and tells what installing them would do")
public final class ReleaseCommand implements Action {
    @Argument(name = "file", description = "The signed jar, or a folder of them", required = true)
    String file;

    @Option(name = "--install", description = "Keep them and make them live")
    boolean install;

    @Option(name = "--reason", description = "Why")
    String reason = "控制台安装 installed at the console";

    @Reference
    Releases releases;

    @Reference
    Installations installations;

    @Reference
    Accounts accounts;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            Actor actor = Operator.of(accounts);
            for (Path jar : jars()) {
                out.println(jar.getFileName() + ":");
                one(out, actor, Files.readAllBytes(jar));
            }
        } catch (IOException e) {
            out.println("This cannot be read: " + e.getMessage());
        } catch (Problem e) {
            tell(out, e);
        }
        return null;
    }

    private List<Path> jars() throws IOException {
        Path given = Path.of(file);
        if (!Files.isDirectory(given)) {
            return List.of(given);
        }
        try (Stream<Path> inside = Files.list(given)) {
            return inside.filter(one -> one.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** A jar that is refused keeps none of the others out. */
    private void one(PrintStream out, Actor actor, byte[] jar) {
        try {
            ReleasePlan plan = releases.plan(actor, jar);
            out.println("  " + plan.release().name() + " " + plan.release().version() + " of "
                    + plan.release().district() + ", signed by " + plan.keyId() + ", good until "
                    + plan.release().expires());
            out.println("  serves " + plan.serves() + ", keeps " + plan.kinds() + ", replaces "
                    + plan.replaces().orElse("nothing") + ", restarts "
                    + plan.refreshes().size() + " bundles, may "
                    + (plan.release().permissions().isEmpty()
                            ? "do nothing but answer"
                            : "use " + plan.release().permissions()));
            if (install) {
                Release kept = releases.store(asked(actor), jar);
                installations.install(asked(actor), kept.id(), reason);
                out.println("  release " + kept.id() + " is to run from now on; teshema:plugins tells how it goes");
            }
        } catch (Problem e) {
            tell(out, e);
        }
    }

    private static void tell(PrintStream out, Problem e) {
        out.println("  " + e.detail().zh());
        out.println("  " + e.detail().en());
    }

    private static WriteRequest asked(Actor actor) {
        return new WriteRequest(actor, UUID.randomUUID().toString());
    }
}
