package org.teshema.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teshema.api.text.Language;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.problem.Problem;
import org.teshema.rest.Call;
import org.teshema.rest.Reply;
import org.teshema.rest.auth.Tokens;
import org.teshema.rest.json.Json;
import org.teshema.rest.page.Frames;
import org.teshema.rest.read.Reads;
import org.teshema.web.Frame;
import org.teshema.web.Pages;
import org.teshema.web.ProblemPage;

/** Puts a fault into the form its asker reads. Thread-safe. */
public final class ProblemFace {
    private static final String HTML = "text/html; charset=utf-8";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemFace.class);

    /** Media type of problem details. */
    public static final String JSON = "application/problem+json";

    private static final String TOKENS = ProblemFace.class.getName();

    /** What stands on a page; programs are told of the contract. */
    private static final Text NO_PAGE = new Text(
            "此地址上没有内容。请检查地址是否完整；也可以输入标牌上的编号查询，或回到首页。",
            "There is nothing at this address. Check that it is complete, type the number of a label, or go to the first page.");

    private final Pages pages;

    /** Answers people on these pages. */
    public ProblemFace(Pages pages) {
        this.pages = pages;
    }

    /** Whoever asks has a token that is known there: their page of a problem is theirs. */
    public static void read(HttpServletRequest request, Tokens tokens) {
        request.setAttribute(TOKENS, tokens);
    }

    /** What was thrown, for the asker of this request; what is our own fault goes to the log under the same instance. */
    public Reply render(Throwable thrown, HttpServletRequest request) {
        Fault fault = Faults.of(thrown);
        String instance = "urn:uuid:" + UUID.randomUUID();
        if (fault.slug().equals(HttpFault.INTERNAL.slug())) {
            LOG.error("{} {} {}", instance, request.getMethod(), request.getRequestURI(), thrown);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} {}: {}",
                    instance,
                    request.getMethod(),
                    fault.slug(),
                    fault.detail().en());
        }
        return render(fault, instance, request);
    }

    /** A fault that nobody threw. */
    public Reply render(Fault fault, HttpServletRequest request) {
        return render(fault, "urn:uuid:" + UUID.randomUUID(), request);
    }

    /** What an HTTP status means, where nothing else is known. */
    public Reply render(int status, HttpServletRequest request) {
        return render(Faults.ofStatus(status), request);
    }

    private Reply render(Fault fault, String instance, HttpServletRequest request) {
        Language language = language(request);
        Map<String, String> headers = headers(fault, language);
        if (isPage(request)) {
            headers.put("Content-Type", HTML);
            return new Reply(fault.status(), headers, page(fault, instance, language, request));
        }
        headers.put("Content-Type", JSON);
        return new Reply(fault.status(), headers, json(ProblemJson.of(fault, language, instance)));
    }

    /**
     * Whether the asker reads pages: never under {@code /api/}; where the web server could not read what was asked only if pages were named,
     * and elsewhere unless another form was.
     */
    public static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return accept != null && accept.contains("text/html");
        }
        if (request.getRequestURI().startsWith("/api/")) {
            return false;
        }
        return accept == null || accept.contains("text/html") || (accept.contains("*/*") && !accept.contains("json"));
    }

    private byte[] page(Fault fault, String instance, Language language, HttpServletRequest request) {
        Frame frame = Frames.of(new Call(request, token -> Optional.empty()), language, Optional.empty())
                .readBy(reader(fault, request).map(Frames::person));
        ProblemPage page = new ProblemPage(
                fault.status(),
                fault.title(),
                fault.slug().equals(HttpFault.NO_SUCH_PATH.slug()) ? NO_PAGE : fault.detail(),
                fault.slug().equals(HttpFault.INTERNAL.slug()) ? Optional.of(instance) : Optional.empty());
        return pages.problem(frame, page).getBytes(StandardCharsets.UTF_8);
    }

    /** Who reads it: asked of nothing that may just have failed, and not of what the web server could not read. */
    private static Optional<Actor> reader(Fault fault, HttpServletRequest request) {
        Optional<Actor> known = Reads.reader(request);
        if (known.isPresent()
                || fault.status() >= 500
                || request.getDispatcherType() == DispatcherType.ERROR
                || !(request.getAttribute(TOKENS) instanceof Tokens tokens)) {
            return known;
        }
        try {
            return new Call(request, tokens).actorIfAny();
        } catch (RuntimeException e) {
            // Whoever cannot be told is nobody: this page has something else to tell.
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(Fault fault, Language language) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Language", language == Language.EN ? "en" : "zh-CN");
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept, Accept-Language");
        switch (fault.status()) {
            case 401 -> headers.put("WWW-Authenticate", "Bearer");
            case 429 -> headers.put("Retry-After", "60");
            case 503 -> headers.put("Retry-After", "5");
            default -> {}
        }
        return headers;
    }

    private static Language language(HttpServletRequest request) {
        try {
            return new Call(request, token -> Optional.empty()).language();
        } catch (Problem e) {
            return Language.ZH;
        }
    }

    private static byte[] json(ProblemJson problem) {
        try {
            return Json.MAPPER.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            // Strings only: it cannot fail; if it did, the status alone says it.
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
    }
}
