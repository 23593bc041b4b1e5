package org.teshema.engine.release;

import java.util.List;
import java.util.Optional;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;
import org.teshema.trust.release.ReleaseRecord;

/**
 * What installing a release would do, told before anything is done.
 *
 * @param release what it says of itself
 * @param keyId the key that signed for the district
 * @param title the plugin's title
 * @param kinds the entry kinds it declares, with their schema versions; they fit what was stored
 * @param serves the catalogue nodes it serves
 * @param replaces the version that is live now
 * @param refreshes bundles that would be restarted; a release with any is refused, so the list is empty
 */
public record ReleasePlan(
        ReleaseRecord release,
        String keyId,
        Text title,
        List<Kind> kinds,
        List<CatalogueCode> serves,
        Optional<String> replaces,
        List<String> refreshes) {
    /**
     * One entry kind.
     *
     * @param name its name
     * @param schemaVersion its version
     */
    public record Kind(String name, int schemaVersion) {}

    public ReleasePlan {
        kinds = List.copyOf(kinds);
        serves = List.copyOf(serves);
        refreshes = List.copyOf(refreshes);
    }
}
