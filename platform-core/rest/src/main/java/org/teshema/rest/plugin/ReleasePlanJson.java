package org.teshema.rest.plugin;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Language;
import org.teshema.engine.release.ReleasePlan;

/**
 * What installing a release would do. It passed every check, or the answer would be a problem.
 *
 * @param name the plugin's name
 * @param version its version
 * @param district its district; 310000 for the city's own
 * @param title its title in the caller's language
 * @param keyId the key that signed for the district
 * @param expires last day on which it may be installed
 * @param permissions what it may do beyond answering: jobs, tables, and http:… for each place it may reach
 * @param files how many files the jar holds
 * @param kinds the entry kinds it declares, all of which fit what was stored
 * @param stored for each of them, how it fits what was stored, in the caller's language
 * @param serves the catalogue nodes it serves
 * @param pages paths of the pages it adds
 * @param links paths and addresses it adds to the linkset of a scan, as far as it tells before it runs
 * @param hears the entry kinds it hears of
 * @param replaces the version that is live now
 * @param refreshes bundles that would be restarted: always none, since such a release is refused
 */
public record ReleasePlanJson(
        String name,
        String version,
        String district,
        String title,
        String keyId,
        LocalDate expires,
        List<String> permissions,
        int files,
        List<String> kinds,
        List<String> stored,
        List<String> serves,
        List<String> pages,
        List<String> links,
        List<String> hears,
        Optional<String> replaces,
        List<String> refreshes) {
    static ReleasePlanJson of(ReleasePlan plan, Language language) {
        return new ReleasePlanJson(
                plan.release().name(),
                plan.release().version(),
                plan.release().district(),
                plan.title().in(language),
                plan.keyId(),
                plan.release().expires(),
                List.copyOf(plan.release().permissions()),
                plan.release().entries().size(),
                plan.kinds().stream()
                        .map(kind -> kind.name() + " " + kind.schemaVersion())
                        .toList(),
                plan.kinds().stream()
                        .map(kind -> kind.name() + ": " + kind.fits().in(language))
                        .toList(),
                plan.serves().stream().map(CatalogueCode::value).toList(),
                plan.pages().stream()
                        .map(page -> "/apps/" + plan.release().name() + "/" + page.name())
                        .toList(),
                plan.links().stream()
                        .map(link -> link.relation() + " " + link.target())
                        .toList(),
                plan.hears(),
                plan.replaces(),
                plan.refreshes());
    }
}
