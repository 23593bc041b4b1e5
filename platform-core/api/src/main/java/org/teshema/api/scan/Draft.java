package org.teshema.api.scan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.teshema.api.archive.Audience;
import org.teshema.api.archive.FieldType;
import org.teshema.api.archive.Values;

/**
 * How the form of an action opens, and what the core adds to what is typed into it. What a draft says is bound to the action's
 * one-use token: a form that was opened under another draft is not taken, but shown again.
 *
 * @param given values that the core puts into the entry; the form shows them and nobody can send others
 * @param filled values that the form opens with
 * @param asked names of the fields that the form asks for; empty for all that are not given
 * @param amends the entry of that kind and device which the new one supersedes
 * @param signer whose deed it is, where that is somebody beside the reader: they prove themselves with their own log-in in the same
 *     form, for this one entry, and stand to the device as this says; it is their entry
 * @param atDevice whether it is offered only after the symbol itself was scanned, and not to who typed the number
 * @param effect what the entry does to the register of devices; of the city's own plugins only
 * @param choices of which values of a field the form lets people choose one, at most one choice for a field; who sends no form may send others
 */
public record Draft(
        Values given,
        Values filled,
        Set<String> asked,
        OptionalLong amends,
        Optional<Audience> signer,
        boolean atDevice,
        Optional<Effect> effect,
        List<Choice> choices) {
    /**
     * What a form lets people choose from for a field that takes more.
     *
     * @param field its name
     * @param options its values as they are typed, and their words
     */
    public record Choice(String field, List<FieldType.Option> options) {
        public Choice {
            Objects.requireNonNull(field, "field");
            options = List.copyOf(options);
        }
    }

    /** An empty form with every field. */
    public static final Draft EMPTY =
            new Draft(Values.none(), Values.none(), Set.of(), OptionalLong.empty(), Optional.empty(), false);

    public Draft {
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(filled, "filled");
        asked = Set.copyOf(asked);
        Objects.requireNonNull(amends, "amends");
        Objects.requireNonNull(signer, "signer");
        Objects.requireNonNull(effect, "effect");
        choices = List.copyOf(choices);
    }

    /** A draft that leaves every field as its kind has it. */
    public Draft(
            Values given,
            Values filled,
            Set<String> asked,
            OptionalLong amends,
            Optional<Audience> signer,
            boolean atDevice,
            Optional<Effect> effect) {
        this(given, filled, asked, amends, signer, atDevice, effect, List.of());
    }

    /** A draft of an entry that does nothing to the register. */
    public Draft(
            Values given,
            Values filled,
            Set<String> asked,
            OptionalLong amends,
            Optional<Audience> signer,
            boolean atDevice) {
        this(given, filled, asked, amends, signer, atDevice, Optional.empty(), List.of());
    }

    /** The same with these values in the entry. */
    public Draft giving(Values values) {
        return new Draft(values, filled, asked, amends, signer, atDevice, effect, choices);
    }

    /** The same, opening with these values. */
    public Draft filledWith(Values values) {
        return new Draft(given, values, asked, amends, signer, atDevice, effect, choices);
    }

    /** The same, asking for these fields alone. */
    public Draft asking(Set<String> fields) {
        return new Draft(given, filled, fields, amends, signer, atDevice, effect, choices);
    }

    /** The same, superseding that entry. */
    public Draft amending(long entry) {
        return new Draft(given, filled, asked, OptionalLong.of(entry), signer, atDevice, effect, choices);
    }

    /** The same, signed by somebody who stands to the device like this. */
    public Draft signedBy(Audience audience) {
        return new Draft(given, filled, asked, amends, Optional.of(audience), atDevice, effect, choices);
    }

    /** The same, only after a scan of the symbol. */
    public Draft onlyAtDevice() {
        return new Draft(given, filled, asked, amends, signer, true, effect, choices);
    }

    /** The same of an entry that does this to the register. */
    public Draft having(Effect done) {
        return new Draft(given, filled, asked, amends, signer, atDevice, Optional.of(done), choices);
    }

    /** The same, letting people choose a value of that field. */
    public Draft offering(Choice choice) {
        return new Draft(
                given,
                filled,
                asked,
                amends,
                signer,
                atDevice,
                effect,
                Stream.concat(choices.stream(), Stream.of(choice)).toList());
    }

    /** Of what the form lets people choose a value of that field; empty where it does not. */
    public Optional<Choice> choice(String field) {
        return choices.stream().filter(one -> one.field().equals(field)).findFirst();
    }

    /** Whether the form asks for that field. */
    public boolean asks(String field) {
        return !given.byName().containsKey(field) && (asked.isEmpty() || asked.contains(field));
    }
}
