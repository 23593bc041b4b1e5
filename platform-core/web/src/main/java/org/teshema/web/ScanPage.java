package org.teshema.web;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.teshema.api.scan.Section;
import org.teshema.api.text.Text;

/**
 * What the page of one scan shows, top to bottom.
 *
 * @param number the number for people as digits, where the code has one that may be shown
 * @param kind what the device is
 * @param place where it is
 * @param post which of a line's code posts bears the code, where one does
 * @param state where the code stands
 * @param standing how the device stands, where that is not good
 * @param advice what that means and what to do next, one sentence each
 * @param emergency whom to call at once
 * @param alarms where somebody in danger says so
 * @param urgent what needs the reader now, before anything is done
 * @param sections what there is to know
 * @param actions what the reader may do
 * @param gaps what could not be shown just now
 * @param host the domain that must stand in the reader's address line
 * @param report where to report a suspicious label
 */
public record ScanPage(
        Optional<String> number,
        Optional<Text> kind,
        Optional<String> place,
        Optional<Text> post,
        Badge state,
        Optional<Badge> standing,
        List<Text> advice,
        List<Section.Phone> emergency,
        List<Button> alarms,
        List<Section> urgent,
        List<Section> sections,
        List<Button> actions,
        List<Text> gaps,
        String host,
        Optional<Section.Phone> report) {
    public ScanPage {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(standing, "standing");
        advice = List.copyOf(advice);
        emergency = List.copyOf(emergency);
        alarms = List.copyOf(alarms);
        urgent = List.copyOf(urgent);
        sections = List.copyOf(sections);
        actions = List.copyOf(actions);
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(report, "report");
    }

    /** A state in a word, and how it is meant. */
    public record Badge(Text word, Tone tone) {}

    /** Something the reader may do, and where. */
    public record Button(Text title, String href) {}
}
