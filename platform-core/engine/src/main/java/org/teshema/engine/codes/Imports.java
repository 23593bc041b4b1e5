package org.teshema.engine.codes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.code.CodeState;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.PostingPositions;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Sql;
import org.teshema.engine.store.UnitOfWork;
import org.teshema.engine.store.Writes;
import org.teshema.engine.time.CityClock;
import org.teshema.engine.write.WriteRequest;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.ImportFile;
import org.teshema.trust.code.ImportedCode;
import org.teshema.trust.sm.Sm3;

/**
 * Takes in codes that were issued elsewhere, above all by the city's big-data centre: a file of opaque addresses becomes a
 * made batch whose codes live like all others. The same file is taken in once, whoever brings it again.
 */
@Component(service = Imports.class)
public final class Imports {
    private static final int TOLD = 10;
    private static final int CHUNK = 2_000;
    /** Where the code stands in a line; what stands behind it is not read. */
    private static final int COLUMN = 1;

    private final Database database;
    private final Writes writes;
    private final CityClock clock;
    private final LifeCycle lifeCycle;
    private final CityKeys keys;
    private final Batches batches;
    private final PostingPositions labels;

    /** Takes codes in there. */
    @Activate
    public Imports(
            @Reference Database database,
            @Reference Writes writes,
            @Reference CityClock clock,
            @Reference LifeCycle lifeCycle,
            @Reference CityKeys keys,
            @Reference Batches batches,
            @Reference PostingPositions labels) {
        this.database = database;
        this.writes = writes;
        this.clock = clock;
        this.lifeCycle = lifeCycle;
        this.keys = keys;
        this.batches = batches;
        this.labels = labels;
    }

    /**
     * Takes a file in, whole or not at all.
     *
     * @param order title, occasion and reason of the batch; its quantity is what the file holds
     * @param file UTF-8, one code a line, first column when there are several
     * @return the batch, MADE; the earlier one where the same file was taken in before
     * @throws Problem INVALID naming the first bad lines; WRONG_STATE when a code of it came with another file
     */
    public Batch take(WriteRequest asked, BatchOrder order, byte[] file) {
        Actor actor = asked.actor();
        lifeCycle.step(actor, CodeAction.MAKE, Optional.of(CodeState.APPROVED), Set.of(), clock.today());
        ImportFile read = ImportFile.parse(file, keys.imported());
        require(read);
        Optional<Long> earlier = earlier(read.digest());
        if (earlier.isPresent()) {
            return batches.get(actor, earlier.get());
        }
        try {
            String id = writes.once(
                    asked,
                    "batch.import",
                    read.digest() + " " + order.title(),
                    unit -> store(unit, actor, order, read));
            return batches.get(actor, Long.parseLong(id));
        } catch (ConstraintViolationException e) {
            // Somebody else took the same file in meanwhile, or one of its codes came with another file.
            return earlier(read.digest())
                    .map(id -> batches.get(actor, id))
                    .orElseThrow(() -> Problem.inField(
                            ProblemType.WRONG_STATE,
                            "file",
                            "文件中至少有一枚码已随其他文件导入；本次未导入任何码，请去除后重试。",
                            "At least one code of the file came with another file before. Nothing was taken in;"
                                    + " please remove it and try again."));
        }
    }

    private String store(UnitOfWork unit, Actor actor, BatchOrder order, ImportFile read) {
        LabelTitle.requireInForce(labels, order.title(), clock.today());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int quantity = read.codes().size();
        BatchRow row = BatchRow.ordered(
                actor.district(),
                new BatchOrder(order.title(), order.codeClass(), quantity, order.reason()),
                ImportedCode.NAME,
                BatchState.MADE,
                actor.organisation().id(),
                now);
        row.approvedAt = now;
        row.madeBy = actor.organisation().id();
        row.madeAt = now;
        row.madeOn = CityClock.dayOf(now);
        row.importDigest = read.digest();
        unit.session().insert(row);
        var batch = new NewBatch(
                row.id,
                actor.organisation().id(),
                actor.district(),
                actor.role().name(),
                "code.imported",
                now);
        var store = new CodeStore(unit, batch);
        for (int from = 0; from < quantity; from += CHUNK) {
            List<NewCode> codes = new ArrayList<>();
            for (int i = from; i < Math.min(from + CHUNK, quantity); i++) {
                codes.add(code(i + 1, read.codes().get(i).key()));
            }
            store.store(codes, this::renumbered);
        }
        new Happening(unit, actor, now)
                .record(
                        "batch.imported",
                        "batch:" + row.id,
                        row.district,
                        "{\"batch\":" + row.id + ",\"class\":\"" + row.codeClass + "\",\"quantity\":" + quantity
                                + ",\"file\":\"" + read.digest() + "\"}");
        return Long.toString(row.id);
    }

    /** A code issued elsewhere gets its id from its text, so that it is the same wherever it is taken in. */
    private static NewCode code(int serial, String text) {
        byte[] digest = Sm3.hash(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var id = new CodeId(Arrays.copyOf(digest, 10));
        return new NewCode(id, serial, Making.number(), new byte[0], Optional.of(text));
    }

    private List<NewCode> renumbered(List<NewCode> codes) {
        return codes.stream().map(code -> code.renumbered(Making.number())).toList();
    }

    private static void require(ImportFile read) {
        if (!read.isClean()) {
            String zh = told(
                    read,
                    "；",
                    problem -> "第 " + problem.line() + " 行第 " + COLUMN + " 列“" + problem.text() + "”"
                            + problem.wording().zh());
            String en = told(
                    read,
                    "; ",
                    problem -> "line " + problem.line() + ", column " + COLUMN + ", \"" + problem.text() + "\": "
                            + problem.wording().en());
            throw Problem.inField(
                    ProblemType.INVALID,
                    "file",
                    "文件有 " + read.problems().size() + " 行不能导入，本次未导入任何码：" + zh + "。请改正后重新导入整个文件。",
                    read.problems().size() + " lines cannot be taken in, and nothing was: " + en
                            + ". Please mend them and bring the whole file again.");
        }
        if (read.codes().isEmpty() || read.codes().size() > Batches.MOST) {
            throw Problem.inField(
                    ProblemType.INVALID,
                    "file",
                    "文件应含 1 至 " + Batches.MOST + " 枚码，实际为 " + read.codes().size() + " 枚。",
                    "A file holds 1 to " + Batches.MOST + " codes, not "
                            + read.codes().size() + ".");
        }
    }

    private static String told(ImportFile read, String joint, Function<ImportFile.Problem, String> words) {
        return read.problems().stream().limit(TOLD).map(words).collect(Collectors.joining(joint));
    }

    private Optional<Long> earlier(String digest) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("select id from batch where import_digest = ?")) {
                Sql.bind(select, digest);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
                }
            }
        });
    }
}
