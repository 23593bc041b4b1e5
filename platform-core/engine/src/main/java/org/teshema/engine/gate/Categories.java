package org.teshema.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.Device;
import org.teshema.api.device.DeviceId;
import org.teshema.api.device.DeviceStatus;
import org.teshema.api.device.Membership;
import org.teshema.api.plugin.PluginInfo;
import org.teshema.api.plugin.Structure;
import org.teshema.api.plugin.Structure.MotherChild;
import org.teshema.api.posting.Posting;
import org.teshema.api.rule.Rule;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CatalogueNode;

/**
 * Describes the kinds of equipment as the plugins that serve right now tell them: one strategy for each, in one place. Of a
 * category without a plugin it tells that, and how the city's own tables post it. Thread-safe.
 */
@Component(service = Categories.class)
public final class Categories {
    private final SwappedPluginTable table;
    private final Catalogue catalogue;

    /** The categories of that table. */
    @Activate
    public Categories(@Reference SwappedPluginTable table, @Reference Catalogue catalogue) {
        this.table = table;
        this.catalogue = catalogue;
    }

    /**
     * One kind of equipment 种类.
     *
     * @param kind its node of the catalogue
     * @param plugins who answers for its varieties; empty where only the city's tables do
     * @param varieties the nodes under which its devices are registered
     * @param kinds the entry kinds that the plugins declare
     * @param rules the rows that the plugins judge by, as the city corrected them
     */
    public record Category(
            CatalogueNode kind,
            List<PluginInfo> plugins,
            List<Variety> varieties,
            List<EntryKind> kinds,
            List<Rule> rules) {
        public Category {
            plugins = List.copyOf(plugins);
            varieties = List.copyOf(varieties);
            kinds = List.copyOf(kinds);
            rules = List.copyOf(rules);
        }
    }

    /**
     * One node under which devices are registered.
     *
     * @param plugin name of the plugin that answers for it
     * @param posting how a label is posted
     * @param childPostings how the label of a child in each role of its sets is posted, by role
     * @param structure what its code stands for
     */
    public record Variety(
            CatalogueNode node,
            Optional<String> plugin,
            Posting posting,
            Map<String, Posting> childPostings,
            Structure structure) {}

    /** The kinds of equipment in a district that get codes, in the catalogue's order. */
    public List<Category> all(String district) {
        var kinds = new LinkedHashMap<CatalogueCode, List<CatalogueNode>>();
        for (CatalogueNode node : catalogue.all()) {
            if (node.leaf() && node.scope() == CatalogueNode.Scope.REGISTERED) {
                kinds.computeIfAbsent(node.code().kind(), kind -> new ArrayList<>())
                        .add(node);
            }
        }
        return kinds.entrySet().stream()
                .map(kind -> category(kind.getKey(), kind.getValue(), district))
                .toList();
    }

    private Category category(CatalogueCode kind, List<CatalogueNode> leaves, String district) {
        List<Admitted> plugins = leaves.stream()
                .flatMap(node -> table.handlers(node.code(), district).category().stream())
                .distinct()
                .toList();
        return new Category(
                catalogue.find(kind).orElseThrow(),
                plugins.stream().map(Admitted::info).toList(),
                leaves.stream().map(node -> variety(node, district)).toList(),
                plugins.stream().flatMap(one -> one.kinds().stream()).toList(),
                plugins.stream().flatMap(one -> one.rules().rules().stream()).toList());
    }

    private Variety variety(CatalogueNode node, String district) {
        Structure structure = table.structure(node.code(), district);
        var children = new LinkedHashMap<String, Posting>();
        if (structure instanceof MotherChild set) {
            set.roles()
                    .forEach(role -> role.nodes().stream()
                            .sorted()
                            .findFirst()
                            .ifPresent(child -> children.put(
                                    role.name(),
                                    table.posting(device(
                                            role.isFor(node.code()) ? node.code() : child,
                                            district,
                                            Optional.of(role.name()))))));
        }
        return new Variety(
                node,
                table.handlers(node.code(), district)
                        .category()
                        .map(one -> one.info().name()),
                table.posting(device(node.code(), district, Optional.empty())),
                Map.copyOf(children),
                structure);
    }

    /** Any device of that category, in use; as a child of a set where a role is given. */
    private static Device device(CatalogueCode category, String district, Optional<String> role) {
        return new Device(
                new DeviceId(1),
                category,
                district,
                "—",
                "—",
                DeviceStatus.IN_USE,
                Optional.empty(),
                Optional.empty(),
                role.map(name -> new Membership(new DeviceId(2), name)),
                0);
    }
}
