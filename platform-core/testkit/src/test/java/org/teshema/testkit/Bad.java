package org.teshema.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.Supplier;
import org.teshema.api.plugin.Plugin;

/**
 * A plugin, the rule of the contract it breaks, and what its author reads.
 *
 * @param does what is wrong with it
 */
record Bad(String does, Supplier<Plugin> plugin, String rule, String words) {
    static final String ITSELF = "it_says_the_same_about_itself_each_time_it_is_asked";
    static final String CITY = "it_serves_what_the_city_has";
    static final String KINDS = "its_entry_kinds_are_its_own_and_readable";
    static final String STARTS = "it_starts_once_and_stops_once";
    static final String SAME = "it_answers_the_same_question_twice_the_same_and_in_time";
    static final String BEFORE = "what_it_was_asked_before_changes_no_answer";
    static final String MANY = "many_may_ask_at_a_time";
    static final String ACTIONS = "every_action_appends_an_entry_of_a_kind_there_is_to_those_who_may";
    static final String CHECKS = "it_checks_an_empty_entry_without_failing";
    static final String LABEL = "every_device_it_serves_has_a_place_for_its_label";
    static final String PAGES = "its_pages_answer_each_of_their_readers_the_same_and_in_time";
    static final String JOBS =
            "its_jobs_are_named_once_and_do_no_harm_where_there_is_nothing_to_do_or_when_they_come_twice";
    static final String HEARS = "it_hears_of_what_it_may_read_and_an_event_told_twice_does_no_harm";
    static final String RULES = "its_rules_are_dated_sourced_and_readable";
    static final String JUDGES = "its_clocks_judge_by_the_rules_handed_in";
    static final String CHOICE = "a_choice_offers_each_value_once";
    static final String PUBLISHED = "what_is_published_of_a_device_is_told_to_everybody";
    static final String JAR = "its_jar_asks_for_nothing_but_the_api";
    static final String STRUCTURES = "its_structures_name_equipment_of_the_catalogue_and_kinds_of_its_own";

    /** Its author is told that rule in these words. */
    void isTold() {
        Map<String, String> failures = Suspect.failures(plugin);
        assertTrue(failures.containsKey(rule), () -> rule + " holds; failed were " + failures);
        assertTrue(failures.get(rule).contains(words), () -> failures.get(rule));
    }

    @Override
    public String toString() {
        return does;
    }
}
