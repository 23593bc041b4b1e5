package org.teshema.engine.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.teshema.api.app.Job;
import org.teshema.api.app.Page;
import org.teshema.api.text.Text;

/**
 * What a scene app declares beside what every plugin does.
 *
 * @param card the sentence that introduces it
 * @param pages its pages; names unique
 * @param hears names of the entry kinds it hears of
 * @param jobs its jobs, at most 20; names unique
 */
public record Scene(Text card, List<Page> pages, Set<String> hears, List<Job> jobs) {
    private static final int MOST_JOBS = 20;

    public Scene {
        jobs = List.copyOf(jobs);
        if (jobs.size() > MOST_JOBS || jobs.stream().map(Job::name).distinct().count() < jobs.size()) {
            throw new IllegalArgumentException("An app has at most " + MOST_JOBS + " jobs, each name once");
        }
        pages = List.copyOf(pages);
        hears = Set.copyOf(hears);
        var names = new HashSet<String>();
        for (Page page : pages) {
            if (!names.add(page.name())) {
                throw new IllegalArgumentException("Two pages are called " + page.name());
            }
        }
    }

    /** What a scene app declares that does no jobs. */
    Scene(Text card, List<Page> pages, Set<String> hears) {
        this(card, pages, hears, List.of());
    }

    /** Whether it does something that nobody asks for: hears, or has jobs. */
    public boolean works() {
        return !hears.isEmpty() || !jobs.isEmpty();
    }

    /** The page of that name. */
    public Optional<Page> page(String name) {
        return pages.stream().filter(page -> page.name().equals(name)).findFirst();
    }
}
