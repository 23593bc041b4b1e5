package org.teshema.engine.scan;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.rule.ClockReading;
import org.teshema.api.scan.Caller;
import org.teshema.api.scan.Link;
import org.teshema.api.scan.Section.Phone;
import org.teshema.api.text.Text;
import org.teshema.trust.code.Reason;

/**
 * The answer to one scan: whole, immutable, and free of anything this reader may not see. Everything but the verdict and
 * the emergency numbers may be missing.
 *
 * @param verdict what the code is
 * @param explanation the verdict in a sentence, with the details of a refusal
 * @param next what the reader does now
 * @param refusal why the text was refused before anything was looked up
 * @param code the code itself, where there is one
 * @param device the device it is bound to
 * @param caller who reads, towards this device
 * @param parts what plugins and the core show, in order; what an aspect tells first is a part of its own
 * @param clocks statutory clocks of the device, the weightiest first
 * @param actions what this reader may do now
 * @param links links for the linkset of this code
 * @param emergency numbers to call; never empty
 * @param at when it was answered
 */
public record ScanAnswer(
        Verdict verdict,
        Text explanation,
        Text next,
        Optional<Reason> refusal,
        Optional<CodeCard> code,
        Optional<DeviceCard> device,
        Caller caller,
        List<Part> parts,
        List<ClockReading> clocks,
        List<OfferedAction> actions,
        List<Link> links,
        List<Phone> emergency,
        Instant at) {
    public ScanAnswer {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(refusal, "refusal");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(caller, "caller");
        parts = List.copyOf(parts);
        clocks = List.copyOf(clocks);
        actions = List.copyOf(actions);
        links = List.copyOf(links);
        emergency = List.copyOf(emergency);
        Objects.requireNonNull(at, "at");
    }

    /** The same for somebody who typed the number: without what is offered only where the symbol itself is. */
    ScanAnswer ofWhoTyped() {
        if (actions.stream().noneMatch(one -> one.action().draft().atDevice())) {
            return this;
        }
        List<OfferedAction> anywhere =
                actions.stream().filter(one -> !one.action().draft().atDevice()).toList();
        return new ScanAnswer(
                verdict,
                explanation,
                next,
                refusal,
                code,
                device,
                caller,
                parts,
                clocks,
                anywhere,
                links,
                emergency,
                at);
    }

    /** Whether a part is missing because a plugin did not answer. */
    public boolean hasGaps() {
        return parts.stream().anyMatch(part -> part.gap().isPresent());
    }
}
