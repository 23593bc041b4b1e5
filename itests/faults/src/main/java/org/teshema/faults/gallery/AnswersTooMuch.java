package org.teshema.faults.gallery;

import java.util.ArrayList;
import java.util.List;
import org.teshema.api.scan.ScanContext;
import org.teshema.api.scan.Section;
import org.teshema.api.scan.View;
import org.teshema.api.text.Text;

/** Answers with a view of many megabytes. */
public final class AnswersTooMuch extends FaultyApp {
    /** As a container makes it. */
    public AnswersTooMuch() {
        super("answers-too-much");
    }

    @Override
    View misbehave(ScanContext context) {
        Text words = Text.same("x".repeat(100_000));
        var sections = new ArrayList<Section>();
        for (int i = 0; i < 40; i++) {
            sections.add(new Section.Notice(words, words, Section.Tone.PLAIN));
        }
        return new View(sections, List.of());
    }
}
