package org.teshema.engine.gate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.teshema.api.text.Text;

/**
 * What a plugin's jar may ask of the platform: packages of the API and {@code org.slf4j}, nothing else, and nothing of its
 * own for others. Reads the manifest only.
 */
final class JarCheck {
    static final String API = "org.teshema.api.";

    private static final Map<String, Text> FORBIDDEN = Map.of(
            "Fragment-Host", new Text("插件不能是片段包（Fragment-Host）", "A plugin must not be a fragment (Fragment-Host)"),
            "Require-Bundle",
                    new Text("插件不能依赖其他包（Require-Bundle）", "A plugin must not require another bundle (Require-Bundle)"),
            "DynamicImport-Package",
                    new Text(
                            "插件不能动态导入（DynamicImport-Package）",
                            "A plugin must not import dynamically (DynamicImport-Package)"),
            "Bundle-NativeCode",
                    new Text("插件不能带本机代码（Bundle-NativeCode）", "A plugin must not bring native code (Bundle-NativeCode)"),
            "Bundle-Activator",
                    new Text(
                            "插件以服务登记，不能有激活器（Bundle-Activator）",
                            "A plugin registers one service and has no activator (Bundle-Activator)"),
            "ExtensionBundle-Activator",
                    new Text(
                            "插件不能扩展框架（ExtensionBundle-Activator）",
                            "A plugin must not extend the framework (ExtensionBundle-Activator)"),
            "Bundle-UpdateLocation",
                    new Text(
                            "插件不能自带更新地址（Bundle-UpdateLocation）",
                            "A plugin must not name a place to be updated from (Bundle-UpdateLocation)"),
            "Export-Package",
                    new Text("插件不能导出包（Export-Package）", "A plugin must not export packages (Export-Package)"));

    private static final String CLASS_PATH = "Bundle-ClassPath";

    private final Map<String, Version> provided;

    /** The check against these packages of the API, each with the version the platform provides. */
    JarCheck(Map<String, Version> provided) {
        this.provided = Map.copyOf(provided);
    }

    /** The packages that an {@code Export-Package} header offers, with their versions. */
    static Map<String, Version> exported(String header) {
        var packages = new java.util.HashMap<String, Version>();
        for (ManifestClause clause : ManifestClause.parse(header)) {
            Version version = Version.parseVersion(clause.attribute("version").orElse("0"));
            clause.names().forEach(name -> packages.put(name, version));
        }
        return packages;
    }

    /** Whether this jar was written as a plugin: it imports the package of the plugin contract. */
    static boolean looksLikePlugin(Map<String, String> headers) {
        return imports(headers).stream()
                .flatMap(clause -> clause.names().stream())
                .anyMatch(name -> name.equals(API + "plugin"));
    }

    /** Why this jar stays out; empty when it may come in. */
    Optional<Text> refusal(Map<String, String> headers) {
        for (var forbidden : FORBIDDEN.entrySet()) {
            String value = headers.get(forbidden.getKey());
            if (value != null && !value.isBlank()) {
                Text words = forbidden.getValue();
                return Optional.of(new Text(words.zh() + "：" + value + "。", words.en() + ": " + value + "."));
            }
        }
        if (!headers.getOrDefault(CLASS_PATH, ".").strip().equals(".")) {
            return Optional.of(new Text(
                    "插件的类须直接放在包内（" + CLASS_PATH + "）：" + headers.get(CLASS_PATH) + "。",
                    "A plugin's classes lie right in its jar (" + CLASS_PATH + "): " + headers.get(CLASS_PATH) + "."));
        }
        for (ManifestClause clause : imports(headers)) {
            for (String name : clause.names()) {
                Optional<Text> refused = refusal(name, clause.attribute("version"));
                if (refused.isPresent()) {
                    return refused;
                }
            }
        }
        return Optional.empty();
    }

    private static List<ManifestClause> imports(Map<String, String> headers) {
        return ManifestClause.parse(headers.get("Import-Package"));
    }

    private Optional<Text> refusal(String name, Optional<String> wanted) {
        if (name.startsWith("java.") || name.equals("org.slf4j")) {
            return Optional.empty();
        }
        if (!name.startsWith(API)) {
            return Optional.of(new Text(
                    "插件只能使用 java.*、org.teshema.api.* 和 org.slf4j，而它导入了 " + name + "。",
                    "A plugin may use java.*, org.teshema.api.* and org.slf4j only, but this one imports " + name
                            + "."));
        }
        Version here = provided.get(name);
        if (here == null) {
            return Optional.of(
                    new Text("需要 " + name + "，本平台没有这个包。", "It needs " + name + ", which this platform does not have."));
        }
        VersionRange range = VersionRange.valueOf(wanted.orElse("0"));
        if (range.includes(here)) {
            return Optional.empty();
        }
        return Optional.of(new Text(
                "需要 " + name + " " + range + "，本平台提供 " + here + "。请使用按本平台接口版本构建的插件。",
                "It needs " + name + " " + range + ", this platform provides " + here
                        + ". Use a release of the plugin built for this platform's API."));
    }
}
