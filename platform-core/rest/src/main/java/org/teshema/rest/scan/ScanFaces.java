package org.teshema.rest.scan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.text.Language;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.scan.ScanAnswer;
import org.teshema.rest.Call;
import org.teshema.rest.Reply;
import org.teshema.rest.page.Frames;
import org.teshema.trust.code.CodePrefix;
import org.teshema.web.Frame;
import org.teshema.web.Pages;

/** Gives an answer of the scan desk the face that was asked for. Thread-safe. */
final class ScanFaces {
    private static final String VARY = "Accept, Accept-Language, Authorization, Cookie";

    private final Pages pages;
    private final CodePrefix prefix;
    private final String site;

    ScanFaces(Pages pages, CodePrefix prefix) {
        this.pages = pages;
        this.prefix = prefix;
        this.site = prefix.scheme() + "://" + prefix.host();
    }

    /**
     * The reply.
     *
     * @param path where the answer was asked for, raw; its actions lie below it
     */
    Reply reply(Call call, ScanAnswer answer, String path) {
        ScanFace face = ScanFace.of(call.request().getHeader("Accept"));
        int status = answer.verdict().status();
        Optional<String> linkType = call.query("linkType");
        if (linkType.isPresent() && status < 400) {
            if (!linkType.get().equals("linkset") && !linkType.get().equals("all")) {
                return redirect(answer, path, linkType.get());
            }
            face = ScanFace.LINKSET;
        }
        if (face == ScanFace.LINKSET && status < 400) {
            return tagged(call, status, face.mediaType(), new Linkset(answer, site, path).write(), path);
        }
        Written json = ScanWriter.write(answer, call.language(), path);
        if (face != ScanFace.HTML) {
            String type = status < 400 ? ScanFace.JSON.mediaType() : "application/problem+json";
            return tagged(call, status, type, json, path);
        }
        return tagged(call, status, face.mediaType(), page(call, answer, path, json.tag()), path);
    }

    private Written page(Call call, ScanAnswer answer, String path, String tag) {
        Frame frame = Frames.of(call);
        String html = pages.scan(frame, ScanPages.of(answer, prefix.host(), Optional.of(path)));
        String look =
                (frame.large() ? "L" : "") + Integer.toHexString(frame.person().hashCode());
        return new Written(
                html.getBytes(StandardCharsets.UTF_8), tag.substring(0, tag.length() - 1) + "-h" + look + '"');
    }

    private Reply redirect(ScanAnswer answer, String path, String relation) {
        String target = new Linkset(answer, site, path)
                .target(relation)
                .orElseThrow(() -> Problem.inField(
                        ProblemType.NOT_FOUND,
                        "linkType",
                        "此码没有这种链接；?linkType=linkset 列出全部链接。",
                        "This code has no link of that type. ?linkType=linkset lists those it has."));
        return new Reply(307, Map.of("Location", target, "Vary", VARY, "Cache-Control", "no-cache"), new byte[0]);
    }

    private static Reply tagged(Call call, int status, String mediaType, Written written, String path) {
        boolean known = status == 200 && matches(call.request().getHeader("If-None-Match"), written.tag());
        Map<String, String> headers = new LinkedHashMap<>();
        if (!known) {
            headers.put("Content-Type", mediaType);
        }
        headers.put("Vary", VARY);
        if (status == 200) {
            headers.put("ETag", written.tag());
            headers.put("Cache-Control", "private, no-cache");
        } else {
            headers.put("Cache-Control", "no-store");
        }
        if (status == 503) {
            headers.put("Retry-After", "5");
        }
        if (status < 400) {
            headers.put("Link", "<" + path + "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"");
        }
        if (!mediaType.equals(ScanFace.LINKSET.mediaType())) {
            headers.put("Content-Language", call.language() == Language.EN ? "en" : "zh-CN");
        }
        return new Reply(known ? 304 : status, headers, known ? new byte[0] : written.body());
    }

    private static boolean matches(String header, String tag) {
        if (header == null) {
            return false;
        }
        String bare = tag.substring(2);
        for (String asked : header.split(",", 20)) {
            String one = asked.trim();
            if (one.equals("*") || (one.startsWith("W/") ? one.substring(2) : one).equals(bare)) {
                return true;
            }
        }
        return false;
    }
}
