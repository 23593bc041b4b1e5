package org.teshema.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.release.ReleaseKey;
import org.teshema.engine.release.ReleaseKeys;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;

/** Lists the keys that sign releases, registers one or revokes one. */
@Service
@Command(scope = "teshema", name = "release-keys", description = "Lists, registers or revokes keys that sign releases")
public final class ReleaseKeysCommand implements Action {
    @Option(name = "--add", description = "Register the public key in that file (FILE.pub of ./teshema key)")
    String add;

    @Option(name = "--district", description = "The district it signs for; 310000 for the city's own plugins")
    String district;

    @Option(name = "--holder", description = "Who keeps the private half")
    String holder;

    @Option(name = "--until", description = "Last day on which its releases are taken; a year from now when missing")
    String until;

    @Option(name = "--revoke", description = "Revoke the key of that number")
    Long revoke;

    @Option(name = "--reason", description = "Why it is revoked")
    String reason;

    @Reference
    ReleaseKeys keys;

    @Reference
    Accounts accounts;

    @Reference
    CityClock clock;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        try {
            if (add != null) {
                tell(out, keys.add(asked(), order()));
            } else if (revoke != null) {
                tell(out, keys.revoke(asked(), revoke, reason));
            } else {
                table(out);
            }
        } catch (Problem e) {
            out.println(e.detail().zh());
            out.println(e.detail().en());
        } catch (IOException | DateTimeException e) {
            out.println("This cannot be read: " + e.getMessage());
        }
        return null;
    }

    private ReleaseKeys.Order order() throws IOException {
        LocalDate today = clock.today();
        return new ReleaseKeys.Order(
                district == null ? "" : district,
                holder,
                Files.readString(Path.of(add)),
                today,
                until == null ? today.plusYears(1) : LocalDate.parse(until));
    }

    private WriteRequest asked() {
        return new WriteRequest(Operator.of(accounts), UUID.randomUUID().toString());
    }

    private static void tell(PrintStream out, ReleaseKey key) {
        out.println("Key " + key.id() + " (" + key.keyId() + ") of " + key.district() + ", kept by " + key.holder()
                + ", good from " + key.validFrom() + " to " + key.validUntil()
                + key.revoked().map(r -> ", revoked: " + r.reason()).orElse(""));
    }

    private void table(PrintStream out) {
        var table = new ShellTable();
        for (String column : new String[] {"No.", "Key", "District", "Holder", "From", "Until", "Revoked"}) {
            table.column(column);
        }
        table.emptyTableText("No key is registered, so no release is taken. See --add.");
        for (ReleaseKey key : keys.list(new Cursor(0, Cursor.MOST)).items()) {
            table.addRow()
                    .addContent(
                            key.id(),
                            key.keyId(),
                            key.district(),
                            key.holder(),
                            key.validFrom(),
                            key.validUntil(),
                            key.revoked().map(ReleaseKey.Revocation::reason).orElse(""));
        }
        table.print(out);
    }
}
