package org.teshema.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.scan.Part;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.engine.scan.ScanDesk;

/** Scans a code as the public does and prints what a page would show. */
@Service
@Command(scope = "teshema", name = "scan", description = "Scans a code or a 13-digit number as the public does")
public final class ScanCommand implements Action {
    @Argument(
            name = "code",
            required = true,
            description = "The code's address, the digits after the prefix, or the number on the label")
    String code;

    @Option(name = "--english", description = "Print English instead of Chinese")
    boolean english;

    @Reference
    ScanDesk desk;

    @Reference
    Session session;

    @Override
    public Object execute() {
        PrintStream out = session.getConsole();
        Language language = english ? Language.EN : Language.ZH;
        try {
            boolean number = code.length() <= 24 && !code.contains("/");
            print(
                    out,
                    number
                            ? desk.byNumber(code, "console", Optional.empty(), language)
                            : desk.scan(code, Optional.empty(), language),
                    language);
        } catch (Problem e) {
            out.println(e.detail().in(language));
        }
        return null;
    }

    private static void print(PrintStream out, ScanAnswer answer, Language language) {
        out.println(answer.verdict() + "  " + answer.verdict().word().in(language) + " ("
                + answer.verdict().status() + ")");
        out.println(answer.explanation().in(language));
        out.println(answer.next().in(language));
        answer.code()
                .ifPresent(card -> out.println(
                        "  code    " + card.id() + "  " + card.number().orElse("—")));
        answer.device().ifPresent(card -> {
            out.println("  device  " + card.device().id() + "  "
                    + card.category().in(language) + "  " + card.device().name());
            out.println("  place   " + card.device().place());
        });
        answer.clocks()
                .forEach(clock -> out.println("  " + clock.title().in(language) + "  " + clock.status()
                        + clock.due().map(day -> "  " + day).orElse("")));
        answer.parts().forEach(part -> print(out, part, language));
        answer.emergency()
                .forEach(phone ->
                        out.println("  " + phone.number() + "  " + phone.label().in(language)));
    }

    private static void print(PrintStream out, Part part, Language language) {
        out.println("[" + part.source() + "] " + part.title().in(language));
        part.gap().ifPresent(gap -> out.println("  " + gap.words().in(language)));
        for (Section section : part.sections()) {
            out.println("  " + section.title().in(language));
            lines(section, language).forEach(line -> out.println("    " + line));
        }
    }

    private static List<String> lines(Section section, Language language) {
        if (section instanceof Section.Facts facts) {
            return facts.facts().stream()
                    .map(fact -> fact.label().in(language) + ": " + fact.value().in(language))
                    .toList();
        }
        if (section instanceof Section.Table table) {
            return table.rows().stream().map(row -> row(row, language)).toList();
        }
        if (section instanceof Section.Phones phones) {
            return phones.phones().stream()
                    .map(phone -> phone.number() + "  " + phone.label().in(language))
                    .toList();
        }
        if (section instanceof Section.TimeLine line) {
            return line.moments().stream()
                    .map(moment -> moment.day() + "  " + moment.words().in(language))
                    .toList();
        }
        if (section instanceof Section.Pictures pictures) {
            return pictures.pictures().stream()
                    .map(picture -> picture.words().in(language) + "  " + picture.digest())
                    .toList();
        }
        return List.of(((Section.Notice) section).words().in(language));
    }

    private static String row(List<Text> cells, Language language) {
        return String.join(" | ", cells.stream().map(cell -> cell.in(language)).toList());
    }
}
