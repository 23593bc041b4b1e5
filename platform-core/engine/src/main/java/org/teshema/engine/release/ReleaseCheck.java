package org.teshema.engine.release;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Version;
import org.teshema.api.text.Text;
import org.teshema.engine.gate.Permissions;
import org.teshema.engine.gate.StaticGate;
import org.teshema.trust.release.ReleaseJar;
import org.teshema.trust.release.ReleaseRecord;
import org.teshema.trust.release.ReleaseRefused;

/**
 * Whether a release may come in: whose key signed it, whether it may sign for that district today, whether the release is still good,
 * and whether its jar passes the static gate. Pure: what is known is handed in.
 */
final class ReleaseCheck {
    private final StaticGate gate;

    ReleaseCheck(StaticGate gate) {
        this.gate = gate;
    }

    /**
     * Refuses what may not come in.
     *
     * @param key the registered key that the release names, if there is one
     * @param today the day
     * @throws ReleaseRefused saying why
     */
    void check(ReleaseJar release, Optional<ReleaseKey> key, LocalDate today) throws ReleaseRefused {
        ReleaseRecord statement = release.statement();
        signature(release, key);
        if (!key.get().takenOn(today)) {
            throw new ReleaseRefused(
                    "密钥 " + release.districtKey() + (key.get().revoked().isPresent() ? " 已被吊销" : " 今天不在有效期内")
                            + "；请用有效的发布密钥重新签名。",
                    "The key " + release.districtKey()
                            + (key.get().revoked().isPresent() ? " was revoked" : " is not valid today")
                            + ". Sign again with a release key that is.");
        }
        if (today.isAfter(statement.expires()) || statement.signed().isAfter(today.plusDays(1))) {
            throw new ReleaseRefused(
                    "发布的有效期是 " + statement.signed() + " 至 " + statement.expires() + "，今天是 " + today + "；请重新签名。",
                    "The release is good from " + statement.signed() + " to " + statement.expires() + ", and today is "
                            + today + ". Sign again.");
        }
        Optional<Text> unknown = new Permissions(statement.permissions()).unknown();
        if (unknown.isPresent()) {
            throw new ReleaseRefused(unknown.get().zh(), unknown.get().en());
        }
        manifest(release);
    }

    private static void signature(ReleaseJar release, Optional<ReleaseKey> key) throws ReleaseRefused {
        if (key.isEmpty()) {
            throw new ReleaseRefused(
                    "签名密钥 " + release.districtKey() + " 未登记；请先由市局登记其公钥。",
                    "The key " + release.districtKey() + " that signed is not registered. Have the city register it.");
        }
        String district = release.statement().district();
        if (!key.get().district().equals(district)) {
            throw new ReleaseRefused(
                    "密钥 " + release.districtKey() + " 属于 " + key.get().district() + "，不能为 " + district + " 签名。",
                    "The key " + release.districtKey() + " is of " + key.get().district() + " and does not sign for "
                            + district + ".");
        }
        if (!release.signedBy(key.get().key())) {
            throw new ReleaseRefused(
                    "发布记录的签名不正确：签名后记录被改动，或不是该密钥所签。请重新签名。",
                    "The signature of the release record is wrong: the record was changed, or another key signed it."
                            + " Sign again.");
        }
    }

    private void manifest(ReleaseJar release) throws ReleaseRefused {
        Map<String, String> headers = release.manifest();
        String api = release.statement().api();
        if (!headers.getOrDefault("Import-Package", "").contains("org.teshema.api.plugin;version=\"" + api + "\"")) {
            throw new ReleaseRefused(
                    "发布记录的接口区间 " + api + " 与清单不一致。请重新签名。",
                    "The API range " + api + " of the release record is not that of the manifest. Sign again.");
        }
        Optional<Text> refusal = gate.refusal(headers, release.files());
        if (refusal.isPresent()) {
            throw new ReleaseRefused(refusal.get().zh(), refusal.get().en());
        }
    }

    /**
     * Refuses a release that is older than one that was live: an old fault does not come back through the door.
     *
     * @param highest the highest version of the plugin that ever was live
     */
    static void notRolledBack(String version, Optional<String> highest) throws ReleaseRefused {
        if (highest.isPresent() && Version.parseVersion(version).compareTo(Version.parseVersion(highest.get())) < 0) {
            throw new ReleaseRefused(
                    "版本 " + version + " 低于曾经上线的 " + highest.get() + "；请用更高的版本号发布，或使用回退。",
                    "Version " + version + " is lower than " + highest.get()
                            + ", which was live. Release it under a higher version, or roll back.");
        }
    }

    /**
     * Refuses a name that belongs to another district.
     *
     * @param others districts that have released or serve a plugin of that name
     */
    static void ownName(ReleaseRecord statement, List<String> others) throws ReleaseRefused {
        for (String other : others) {
            if (!other.equals(statement.district())) {
                throw new ReleaseRefused(
                        "插件名 " + statement.name() + " 已属于 " + other + "；请换一个名称。",
                        "The plugin name " + statement.name() + " belongs to " + other + ". Choose another one.");
            }
        }
    }
}
