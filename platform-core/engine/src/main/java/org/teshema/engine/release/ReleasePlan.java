package org.teshema.engine.release;

import java.util.List;
import java.util.Optional;
import org.teshema.api.app.Page;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.scan.Link;
import org.teshema.api.text.Text;
import org.teshema.trust.release.ReleaseRecord;

/**
 * What installing a release would do, told before anything is done. There is none for a release that would be refused.
 *
 * @param release what it says of itself, the permissions it asks for among it
 * @param keyId the key that signed for the district
 * @param title the plugin's title
 * @param kinds the entry kinds it declares, with their schema versions; they fit what was stored
 * @param serves the catalogue nodes it serves
 * @param pages the pages it adds under {@code /apps}
 * @param links what it adds to the linkset of a scan, as far as it tells before it runs
 * @param hears names of the entry kinds it hears of
 * @param replaces the version that is live now
 * @param refreshes bundles that this node would have to restart; a release with any is refused, so the list is empty
 */
public record ReleasePlan(
        ReleaseRecord release,
        String keyId,
        Text title,
        List<Kind> kinds,
        List<CatalogueCode> serves,
        List<Page> pages,
        List<Link> links,
        List<String> hears,
        Optional<String> replaces,
        List<String> refreshes) {
    /**
     * One entry kind.
     *
     * @param name its name
     * @param schemaVersion its version
     * @param stored the newest version that entries may have been stored by; empty for a kind that is new
     */
    public record Kind(String name, int schemaVersion, Optional<Integer> stored) {
        /** What it means for what was stored, in a few words. */
        public Text fits() {
            if (stored.isEmpty()) {
                return new Text("新增", "new");
            }
            return stored.get() == schemaVersion
                    ? new Text("与已存档的相同", "the same as what was stored")
                    : new Text("已存档第 " + stored.get() + " 版，兼容", "fits version " + stored.get() + ", which was stored");
        }
    }

    public ReleasePlan {
        kinds = List.copyOf(kinds);
        serves = List.copyOf(serves);
        pages = List.copyOf(pages);
        links = List.copyOf(links);
        hears = List.copyOf(hears);
        refreshes = List.copyOf(refreshes);
    }

    /** Why a release that would restart these bundles is refused; empty for none. */
    static Optional<Text> refusal(List<String> refreshes) {
        return refreshes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Text(
                        "安装会使 " + refreshes.size() + " 个其他包重新启动：" + String.join("、", refreshes) + "；不予安装。请先移除依赖本插件的包。",
                        "It would restart " + refreshes.size() + " other bundles: " + String.join(", ", refreshes)
                                + ". It is not installed. Remove first what depends on the plugin."));
    }
}
