package org.teshema.rest.problem;

import org.teshema.api.text.Text;

/** What can be wrong with a request before the engine is asked. A slug is part of the REST contract and is never renamed. */
public enum HttpFault {
    /** The request breaks the rules of HTTP or of URLs. */
    MALFORMED(400, "malformed-request", "请求格式错误", "Malformed request"),
    /** Nothing is served at this path. */
    NO_SUCH_PATH(404, "no-such-path", "没有此地址", "No such path"),
    /** The path is served, but not with this method. */
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "不支持此请求方法", "Method not allowed"),
    /** None of the forms the client accepts can be given. */
    NOT_ACCEPTABLE(406, "not-acceptable", "无法提供所要求的格式", "Not acceptable"),
    /** The request is larger than this path takes. */
    TOO_LARGE(413, "too-large", "内容过大", "Too large"),
    /** The address is longer than any address here. */
    ADDRESS_TOO_LONG(414, "address-too-long", "地址过长", "Address too long"),
    /** The headers are larger than any client needs. */
    HEADERS_TOO_LARGE(431, "headers-too-large", "请求头过大", "Headers too large"),
    /** The body is of a type this path does not take. */
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "不支持的内容类型", "Unsupported media type"),
    /** The platform starts, or takes up changed settings. */
    NOT_READY(503, "not-ready", "系统尚未就绪", "Not ready"),
    /** A fault of the platform's own. */
    INTERNAL(500, "internal-error", "系统内部错误", "Internal error");

    private final int status;
    private final String slug;
    private final String zh;
    private final String en;

    HttpFault(int status, String slug, String zh, String en) {
        this.status = status;
        this.slug = slug;
        this.zh = zh;
        this.en = en;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** Its stable name: the last segment of the problem's {@code type}. */
    public String slug() {
        return slug;
    }

    /** The same few words for every fault of the kind. */
    public Text title() {
        return new Text(zh, en);
    }

    /** This fault, told in these words. */
    public Fault told(String detailZh, String detailEn) {
        return new Fault(status, slug, title(), new Text(detailZh, detailEn), java.util.Optional.empty());
    }
}
