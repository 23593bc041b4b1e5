package org.teshema.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;

/** Finds the words for whatever was thrown. */
final class Faults {
    private Faults() {}

    /** The fault that this throwable means for the asker; {@link HttpFault#INTERNAL} for everything that is ours. */
    static Fault of(Throwable thrown) {
        if (thrown instanceof Problem problem) {
            return Fault.of(problem);
        }
        if (thrown instanceof WebApplicationException e) {
            return ofStatus(e.getResponse().getStatus());
        }
        if (thrown instanceof JsonMappingException e) {
            return ofMapping(e);
        }
        if (thrown instanceof JsonProcessingException e) {
            return notJson(e);
        }
        if (thrown instanceof IOException) {
            return HttpFault.MALFORMED.told("请求内容没有传完，连接已中断。", "The body of the request broke off.");
        }
        return internal();
    }

    /** The fault that an HTTP status means when nothing else is known. */
    static Fault ofStatus(int status) {
        return switch (status) {
            case 404 ->
                HttpFault.NO_SUCH_PATH.told(
                        "此地址上没有内容。请检查地址是否完整；接口说明见 docs/openapi.yaml。",
                        "There is nothing at this path. Check that it is complete; docs/openapi.yaml lists what there is.");
            case 405 ->
                HttpFault.METHOD_NOT_ALLOWED.told(
                        "此地址不支持该请求方法；支持的方法见响应头 Allow。",
                        "This path does not take this method. The header Allow of this answer names those it takes.");
            case 406 ->
                HttpFault.NOT_ACCEPTABLE.told(
                        "无法提供请求头 Accept 所要求的格式；接口返回 application/json。",
                        "None of the types in the header Accept can be given. The API answers application/json.");
            case 413 -> HttpFault.TOO_LARGE.told("请求内容超过此地址允许的大小。", "The body is larger than this path takes.");
            case 414 ->
                HttpFault.ADDRESS_TOO_LONG.told(
                        "地址超过此系统接受的长度。标牌上的地址不足 240 个字符；请重新扫描标牌，或输入标牌上的 13 位编号。",
                        "The address is longer than this site takes. The address on a label has less than 240 characters: scan the label"
                                + " again, or type its 13-digit number.");
            case 431 ->
                HttpFault.HEADERS_TOO_LARGE.told(
                        "请求行与请求头合计超过 8 KiB。请清除浏览器中此网站的 Cookie 后重试；程序请减少请求头。",
                        "Request line and headers together exceed 8 KiB. Clear the cookies of this site and try again; a program sends"
                                + " fewer or shorter headers.");
            case 503 ->
                HttpFault.NOT_READY.told(
                        "系统正在启动或启用新的设置，请几秒后重试；没有保存任何内容。紧急情况请拨打标牌上的应急电话。",
                        "The platform is starting or taking up changed settings. Nothing was saved; try again in a few seconds. In an"
                                + " emergency call the number on the label.");
            case 415 ->
                HttpFault.UNSUPPORTED_MEDIA_TYPE.told(
                        "不支持请求头 Content-Type 所写的类型；接口接收 application/json。",
                        "The type in the header Content-Type is not taken here. The API takes application/json.");
            default ->
                // 501 and 505: a way of speaking HTTP that nobody here speaks.
                status >= 500 && status != 501 && status != 505
                        ? internal()
                        : HttpFault.MALFORMED.told(
                                "请求不符合 HTTP 规范，未处理。", "The request breaks the rules of HTTP and was not handled.");
        };
    }

    static Fault internal() {
        return HttpFault.INTERNAL.told(
                "系统内部出错，已记入日志；请稍后重试，若仍出错请把 instance 编号告知运维人员。",
                "Something went wrong on our side and is in the log. Try again later; if it stays, give the operator the instance.");
    }

    private static Fault ofMapping(JsonMappingException e) {
        if (e instanceof ValueInstantiationException && e.getCause() instanceof Problem problem) {
            return under(path(e), problem);
        }
        String field = path(e);
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = names(unknown.getKnownPropertyIds());
            return invalid(
                    field,
                    "没有名为 " + field + " 的字段；可用的字段：" + known + "。",
                    "There is no field " + field + "; the fields here are: " + known + ".");
        }
        if (e instanceof InvalidFormatException wrong) {
            Text expected = expected(wrong.getTargetType());
            return invalid(
                    field,
                    "字段 " + field + " 的值不对，应为" + expected.zh() + "。",
                    "Field " + field + " has a wrong value; expected " + expected.en() + ".");
        }
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException cause) {
            return invalid(
                    field,
                    "字段 " + field + " 的值不符合要求：" + cause.getMessage(),
                    "Field " + field + ": " + cause.getMessage());
        }
        if (e instanceof MismatchedInputException wrong) {
            return mismatched(field, wrong);
        }
        return notJson(e);
    }

    private static Fault mismatched(String field, MismatchedInputException e) {
        if (field.isEmpty()) {
            return HttpFault.MALFORMED.told("请求内容应为一个 JSON 对象。", "The body should be one JSON object.");
        }
        if (String.valueOf(e.getOriginalMessage()).startsWith("Null value for creator property")
                || String.valueOf(e.getOriginalMessage()).startsWith("Cannot map `null` into type")) {
            return invalid(field, "缺少必填字段 " + field + "。", "The required field " + field + " is missing.");
        }
        Text expected = expected(e.getTargetType());
        return invalid(
                field,
                "字段 " + field + " 的类型不对，应为" + expected.zh() + "。",
                "Field " + field + " is of a wrong type; expected " + expected.en() + ".");
    }

    /** What a field of that Java type takes. */
    private static Text expected(Class<?> type) {
        if (type == null) {
            return new Text("其他类型", "another type");
        }
        if (type.isEnum()) {
            String values = Arrays.stream(type.getEnumConstants())
                    .map(value -> ((Enum<?>) value).name())
                    .collect(Collectors.joining(", "));
            return new Text("以下之一：" + values, "one of: " + values);
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return new Text("整数", "a whole number");
        }
        if (type == double.class || type == Double.class || type == java.math.BigDecimal.class) {
            return new Text("数字", "a number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Text("true 或 false", "true or false");
        }
        if (type == java.time.LocalDate.class) {
            return new Text("日期，如 2026-03-01", "a day such as 2026-03-01");
        }
        if (type == java.time.Instant.class) {
            return new Text("UTC 时刻，如 2026-03-01T08:00:00Z", "an instant such as 2026-03-01T08:00:00Z");
        }
        if (type == String.class) {
            return new Text("文字", "a text");
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return new Text("数组", "an array");
        }
        return new Text("JSON 对象", "a JSON object");
    }

    private static Fault notJson(JsonProcessingException e) {
        var place = e.getLocation();
        String zh = place == null ? "" : "（第 " + place.getLineNr() + " 行第 " + place.getColumnNr() + " 列附近）";
        String en = place == null ? "" : " near line " + place.getLineNr() + ", column " + place.getColumnNr();
        return HttpFault.MALFORMED.told("请求内容不是合格的 JSON" + zh + "。", "The body is not proper JSON" + en + ".");
    }

    private static Fault under(String path, Problem problem) {
        Fault fault = Fault.of(problem);
        Optional<String> field = problem.field().map(name -> path.isEmpty() ? name : path + "." + name);
        return new Fault(
                fault.status(),
                fault.slug(),
                fault.title(),
                fault.detail(),
                field.isPresent() || path.isEmpty() ? field : Optional.of(path));
    }

    private static Fault invalid(String field, String zh, String en) {
        return Fault.of(Problem.inField(ProblemType.INVALID, field, zh, en));
    }

    private static String names(Collection<Object> ids) {
        return ids == null ? "" : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (step.getFieldName() != null) {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
