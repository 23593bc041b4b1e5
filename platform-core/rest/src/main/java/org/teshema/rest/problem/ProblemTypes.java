package org.teshema.rest.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.text.Text;
import org.teshema.engine.problem.ProblemType;
import org.teshema.rest.scan.ScanProblem;

/** All types of problem the platform answers with, explained. */
public final class ProblemTypes {
    /**
     * One type.
     *
     * @param status the HTTP status
     * @param title in a few words
     * @param meaning when it occurs and what to do
     */
    public record Explained(int status, Text title, Text meaning) {}

    private static final Map<String, Explained> ALL = all();

    private ProblemTypes() {}

    /** The type of that stable name. */
    public static Optional<Explained> find(String slug) {
        return Optional.ofNullable(ALL.get(slug));
    }

    /** All types by stable name. */
    public static Map<String, Explained> bySlug() {
        return ALL;
    }

    private static Map<String, Explained> all() {
        Map<String, Explained> all = new LinkedHashMap<>();
        for (ProblemType type : ProblemType.values()) {
            all.put(type.slug(), new Explained(type.status(), type.title(), meaning(type)));
        }
        for (HttpFault fault : HttpFault.values()) {
            Fault told = fault == HttpFault.INTERNAL ? Faults.internal() : Faults.ofStatus(fault.status());
            all.put(fault.slug(), new Explained(fault.status(), fault.title(), told.detail()));
        }
        for (ScanProblem problem : ScanProblem.values()) {
            all.putIfAbsent(problem.slug(), new Explained(problem.status(), problem.title(), problem.meaning()));
        }
        return all;
    }

    private static Text meaning(ProblemType type) {
        return switch (type.status()) {
            case 400 ->
                new Text(
                        "请求中有一个值缺失或不合要求。field 指出是哪个字段，detail 说明应当怎样；改正后重新提交即可。",
                        "A value in the request is missing or not as it must be. The member field names it and detail tells what is"
                                + " expected. Put it right and send again.");
            case 401 ->
                new Text(
                        "此操作需要登录。令牌（Authorization: Bearer）缺失、无效或已过期；请重新登录取得新令牌。",
                        "This needs somebody logged in. The bearer token is missing, unknown or has run out. Log in again for a new one.");
            case 403 ->
                new Text(
                        "已登录，但账号的角色、区或单位无权进行此操作。如认为应当有权，请联系主管部门。",
                        "Somebody is logged in, but role, district or organisation do not allow this. Ask the authority in charge if they should.");
            case 404 ->
                new Text(
                        "没有此对象，或账号无权知道它是否存在。请检查编号。",
                        "There is no such thing, or the account may not know whether there is. Check the id.");
            case 409 ->
                new Text(
                        "请求本身合格，但与当前状态冲突（状态不允许、已被他人修改、已绑定、号段不符或幂等键重用）。请重新读取最新状态后再决定。",
                        "The request is well formed but conflicts with how things stand: the state does not allow it, somebody changed it"
                                + " meanwhile, it is bound already, the range is not held, or the Idempotency-Key was used. Read the current"
                                + " state and decide again.");
            case 422 ->
                new Text(
                        "内容格式合格，但不符合业务规则；detail 说明违反了哪一条以及允许的取值。",
                        "The content is well formed but breaks a rule of the trade; detail tells which one and what is permitted.");
            case 429 ->
                new Text(
                        "短时间内尝试过多，请按响应头 Retry-After 的秒数等待后再试。",
                        "Too many tries in a short time. Wait for the seconds in the header Retry-After and try again.");
            case 503 ->
                new Text(
                        "数据库暂时无法访问，本次操作没有保存任何内容。带着同一个 Idempotency-Key 重试是安全的。",
                        "The database cannot be reached and nothing was saved. Trying again with the same Idempotency-Key is safe.");
            default ->
                new Text(
                        "系统处理失败，没有留下半成品；请稍后重试，仍失败请联系运维人员。",
                        "The platform failed and left nothing half done. Try again later; if it stays, tell the operator.");
        };
    }
}
