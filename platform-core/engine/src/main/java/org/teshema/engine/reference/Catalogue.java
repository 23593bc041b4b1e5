package org.teshema.engine.reference;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/**
 * The catalogue of special equipment (质检总局 2014 年第 114 号), with names in English, and the codes of older catalogues that occur
 * in registers, each with the code it became. Thread-safe.
 */
@Component(service = Catalogue.class)
public final class Catalogue {
    private final ReferenceTable<Map<CatalogueCode, CatalogueNode>> table;
    private final ReferenceTable<Map<String, Retired>> retired;

    /** A code that is no more, and what it became; empty where that needs a person. */
    private record Retired(Optional<CatalogueCode> now, Text name) {}

    /** The catalogue in force. */
    @Activate
    public Catalogue(@Reference ReferenceFiles files) {
        this.table = files.table("equipment-catalogue", Catalogue::read);
        this.retired = files.table("retired-codes", Catalogue::readRetired);
    }

    /** The node of that code. */
    public Optional<CatalogueNode> find(CatalogueCode code) {
        return Optional.ofNullable(table.now().get(code));
    }

    /** All nodes, in the catalogue's order. */
    public Collection<CatalogueNode> all() {
        return table.now().values();
    }

    /**
     * The node a device is registered under; a code of an older catalogue stands for the one it became.
     *
     * @param code four characters as they came in
     * @throws Problem in the field {@code category}, saying why no device can be of that node
     */
    public CatalogueNode registrable(String code) {
        CatalogueNode node = parse(code)
                .flatMap(this::find)
                .or(() -> successor(code))
                .orElseThrow(() -> wrong(
                        "目录中没有代码“" + code + "”。请填写《特种设备目录》的四位代码，例如 3110。",
                        "The catalogue has no code \"" + code
                                + "\". Give the four characters of the catalogue, such as 3110."));
        switch (node.scope()) {
            case EXCLUDED ->
                throw wrong(
                        node.name().zh() + "（" + code + "）不赋特种设备码：本市实施方案不含移动式压力容器（22 类）和气瓶（23 类），" + "它们按各自的追溯规定赋码。",
                        node.name().en() + " (" + code
                                + ") get no special-equipment code: the city's plan leaves out mobile"
                                + " pressure vessels (22) and gas cylinders (23), which are traced by rules of their own.");
            case COMPONENT ->
                throw wrong(
                        node.name().zh() + "（" + code + "）是压力管道元件或安全附件，属生产许可项目，不单独登记，也不赋码。",
                        node.name().en() + " (" + code
                                + ") are components or accessories: licensed for production, never"
                                + " registered as a device, so they get no code.");
            case REGISTERED -> {
                if (!node.leaf()) {
                    throw wrong(
                            node.name().zh() + "（" + code + "）还分为更细的类别或品种，请选到最末一级。",
                            node.name().en() + " (" + code + ") is divided further. Choose the last level.");
                }
            }
        }
        return node;
    }

    private Optional<CatalogueNode> successor(String code) {
        Retired old = retired.now().get(code);
        if (old == null) {
            return Optional.empty();
        }
        CatalogueCode now = old.now()
                .orElseThrow(() -> wrong(
                        "“" + code + "”是已停用的目录代码（" + old.name().zh()
                                + "），没有唯一对应的现行代码。请按设备实际填写现行四位代码，旧代码填入 rawCategory。",
                        "\"" + code + "\" is a retired code of the catalogue ("
                                + old.name().en()
                                + ") that no single code of today stands for. Give the code of today that fits the device,"
                                + " and the retired one as rawCategory."));
        return find(now);
    }

    private static Optional<CatalogueCode> parse(String code) {
        try {
            return Optional.of(new CatalogueCode(code));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem wrong(String zh, String en) {
        return Problem.inField(ProblemType.INVALID, "category", zh, en);
    }

    private static Map<String, Retired> readRetired(List<Line> lines) {
        var codes = new LinkedHashMap<String, Retired>();
        for (Line line : lines) {
            String code = line.text("retired");
            var old = new Retired(line.maybe("code").map(c -> line.code("code")), line.words("name"));
            if (codes.put(code, old) != null) {
                throw new MalformedFile("the code " + code + " stands there twice");
            }
        }
        return java.util.Collections.unmodifiableMap(codes);
    }

    private static Map<CatalogueCode, CatalogueNode> read(List<Line> lines) {
        var nodes = new LinkedHashMap<CatalogueCode, CatalogueNode>();
        for (Line line : lines) {
            var node = new CatalogueNode(
                    line.code("code"),
                    line.oneOf(
                            "level",
                            Map.of(
                                    "kind", CatalogueNode.Level.KIND,
                                    "class", CatalogueNode.Level.CLASS,
                                    "variety", CatalogueNode.Level.VARIETY)),
                    line.words("name"),
                    line.maybe("parent").map(p -> line.code("parent")),
                    line.yes("leaf"),
                    line.oneOf(
                            "scope",
                            Map.of(
                                    "registered", CatalogueNode.Scope.REGISTERED,
                                    "excluded", CatalogueNode.Scope.EXCLUDED,
                                    "component", CatalogueNode.Scope.COMPONENT)),
                    line.maybe("certificate_prefix"),
                    line.yes("explosion_proof"));
            if (nodes.put(node.code(), node) != null) {
                throw new MalformedFile("the code " + node.code() + " stands there twice");
            }
        }
        for (CatalogueNode node : nodes.values()) {
            if (node.parent().isPresent() && !nodes.containsKey(node.parent().get())) {
                throw new MalformedFile("the code " + node.code() + " names the parent "
                        + node.parent().get() + ", which is missing");
            }
        }
        return java.util.Collections.unmodifiableMap(nodes);
    }
}
