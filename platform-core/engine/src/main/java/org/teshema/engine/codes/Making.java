package org.teshema.engine.codes;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.teshema.trust.code.CodeId;
import org.teshema.trust.code.CodePayload;
import org.teshema.trust.code.CodePrefix;
import org.teshema.trust.code.ShortNumber;
import org.teshema.trust.code.SignedCodeV1;
import org.teshema.trust.sm.Signer;

/**
 * Draws and signs the codes of one batch on all cores while the database stores those before them. Only a few chunks are in
 * memory at a time, however large the batch. One object serves one batch.
 */
final class Making {
    private static final int CHUNK = 2_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CodePrefix prefix;
    private final SignedCodeV1 format;
    private final Signer signer;
    private final int keyIndex;
    private final int batch;
    private final LocalDate day;

    /**
     * Codes of one batch.
     *
     * @param batch its number, at most {@link CodePayload#LAST_BATCH}
     * @param day signed into each code
     */
    Making(CodePrefix prefix, SignedCodeV1 format, Signer signer, int keyIndex, int batch, LocalDate day) {
        this.prefix = prefix;
        this.format = format;
        this.signer = signer;
        this.keyIndex = keyIndex;
        this.batch = batch;
        this.day = day;
    }

    /**
     * Makes that many codes, with serials from 1, and hands them to the store in order.
     *
     * @param progress hears after each chunk how many are stored
     */
    void make(int quantity, CodeStore store, IntConsumer progress) {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService signers = Executors.newFixedThreadPool(cores, task -> {
            Thread thread = new Thread(task, "teshema-signer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Queue<Future<List<NewCode>>> ahead = new ArrayDeque<>();
            int next = 1;
            while (next <= quantity || !ahead.isEmpty()) {
                while (next <= quantity && ahead.size() <= cores) {
                    int first = next;
                    int size = Math.min(CHUNK, quantity - next + 1);
                    ahead.add(signers.submit(() -> chunk(first, size)));
                    next += size;
                }
                List<NewCode> made = finished(ahead.remove());
                store.store(made, this::renumbered);
                progress.accept(made.get(made.size() - 1).serial());
            }
        } finally {
            signers.shutdownNow();
        }
    }

    private List<NewCode> chunk(int first, int size) {
        List<NewCode> codes = new ArrayList<>(size);
        for (int serial = first; serial < first + size; serial++) {
            CodeId id = CodeId.random(RANDOM);
            CodePayload payload = new CodePayload(CodePayload.SUITE_SM2, keyIndex, id, batch, day);
            byte[] signature = format.sign(prefix, payload, signer);
            codes.add(new NewCode(id, serial, number(), signature, Optional.empty()));
        }
        return codes;
    }

    List<NewCode> renumbered(List<NewCode> codes) {
        return codes.stream().map(code -> code.renumbered(number())).toList();
    }

    /** A short number drawn by lot. */
    static long number() {
        return Long.parseLong(ShortNumber.random(RANDOM).digits());
    }

    private static List<NewCode> finished(Future<List<NewCode>> chunk) {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("制码被中断，未保存任何码 / making was interrupted, no code was stored", e);
        }
    }
}
