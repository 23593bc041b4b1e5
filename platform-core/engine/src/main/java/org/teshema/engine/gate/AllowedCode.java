package org.teshema.engine.gate;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.teshema.api.text.Text;

/** The list that {@link CodeCheck} goes by. Names are the JVM's, with slashes. */
final class AllowedCode {
    private static final Set<String> PACKAGES = Set.of(
            "java/io",
            "java/lang",
            "java/lang/annotation",
            "java/lang/invoke",
            "java/lang/runtime",
            "java/math",
            "java/nio/charset",
            "java/text",
            "java/time",
            "java/time/chrono",
            "java/time/format",
            "java/time/temporal",
            "java/time/zone",
            "java/util",
            "java/util/concurrent",
            "java/util/concurrent/atomic",
            "java/util/concurrent/locks",
            "java/util/function",
            "java/util/regex",
            "java/util/stream",
            "org/slf4j");

    /** Of packages that are not allowed as a whole. */
    private static final Set<String> SINGLE =
            Set.of("java/net/URI", "java/net/URISyntaxException", "java/net/URLDecoder", "java/net/URLEncoder");

    private static final Pattern THREADS =
            Pattern.compile("java/lang/(ThreadGroup|InheritableThreadLocal|VirtualThread)|java/util/(Timer|TimerTask)"
                    + "|java/util/concurrent/(Executors|\\w*ThreadPoolExecutor|ForkJoin\\w*|Recursive\\w+|CountedCompleter"
                    + "|CompletableFuture|SubmissionPublisher|ThreadFactory)(\\$.*)?");
    private static final Pattern PROCESS = Pattern.compile("java/lang/(Runtime|Process\\w*|Shutdown)(\\$.*)?");
    private static final Pattern FILES = Pattern.compile(
            "java/io/(File|FileInputStream|FileOutputStream|FileReader|FileWriter|FileDescriptor|RandomAccessFile|Console"
                    + "|ObjectInputStream|ObjectInputFilter)(\\$.*)?");
    private static final Pattern REFLECTION =
            Pattern.compile("java/lang/(ClassLoader|ClassValue|Module|ModuleLayer|SecurityManager|StackWalker)(\\$.*)?"
                    + "|java/util/(ServiceLoader|ResourceBundle)(\\$.*)?");
    private static final Set<String> SYSTEM =
            Set.of("arraycopy", "currentTimeMillis", "identityHashCode", "lineSeparator", "nanoTime");
    private static final Set<String> OF_THREAD =
            Set.of("currentThread", "interrupt", "isInterrupted", "onSpinWait", "sleep", "yield");
    private static final Pattern OF_CLASS = Pattern.compile(
            "forName|newInstance|getClassLoader|getModule|getProtectionDomain|getResource"
                    + "|get(Declared|Enclosing|Record)?(Class|Classes|Constructor|Constructors|Field|Fields|Method|Methods|Components)");
    private static final Set<String> OPENS_FILES =
            Set.of("java/io/PrintStream", "java/io/PrintWriter", "java/util/Formatter");
    private static final Set<String> BOOTSTRAPS = Set.of(
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods",
            "java/lang/runtime/SwitchBootstraps");

    private AllowedCode() {}

    /** Why a class may not be named. */
    static Optional<Text> ofType(String type) {
        if (THREADS.matcher(type).matches()) {
            return because("不能自建线程", "starts no threads of its own");
        }
        if (type.startsWith("java/lang/ThreadLocal")) {
            return because("不能在线程上存留数据（线程是借来的）", "keeps nothing on a thread, which is lent to it");
        }
        if (PROCESS.matcher(type).matches()) {
            return because("不能接触进程", "touches no processes");
        }
        if (FILES.matcher(type).matches()) {
            return because("不能读写文件", "reads and writes no files");
        }
        if (REFLECTION.matcher(type).matches()) {
            return because("不能使用反射", "uses no reflection");
        }
        int slash = type.lastIndexOf('/');
        String in = slash < 0 ? "" : type.substring(0, slash);
        if (PACKAGES.contains(in) || in.startsWith("org/teshema/api/") || SINGLE.contains(type)) {
            return Optional.empty();
        }
        if (in.startsWith("java/lang/reflect")) {
            return because("不能使用反射", "uses no reflection");
        }
        if (in.startsWith("java/net") || in.startsWith("java/nio/channels") || in.startsWith("javax/net")) {
            return because("不能使用网络", "uses no network");
        }
        return because(
                "只能使用允许的包（java.lang、java.util、java.time、org.teshema.api 等）",
                "uses allowed packages only (java.lang, java.util, java.time, org.teshema.api and some more)");
    }

    /** Why a method or field of an allowed class may not be used. */
    static Optional<Text> ofMember(String type, String name, String descriptor) {
        return switch (type) {
            case "java/lang/System" ->
                SYSTEM.contains(name) ? Optional.empty() : because("不能使用 System 的此项功能", "does not use this of System");
            case "java/lang/Thread" -> ofThread(name);
            case "java/lang/Class" ->
                OF_CLASS.matcher(name).matches() ? because("不能使用反射", "uses no reflection") : Optional.empty();
            case "org/slf4j/LoggerFactory" ->
                name.equals("getLogger") && descriptor.startsWith("(Ljava/lang/String;")
                        ? because("日志只能用自己的类命名", "logs under the name of a class of its own")
                        : Optional.empty();
            default -> ofOther(type, name, descriptor);
        };
    }

    private static Optional<Text> ofThread(String name) {
        if (name.equals("interrupted")) {
            return because(
                    "不能清除中断标志（请用 isInterrupted）", "does not take the interrupt down (isInterrupted looks at it)");
        }
        return OF_THREAD.contains(name) ? Optional.empty() : because("不能自建线程", "starts no threads of its own");
    }

    private static Optional<Text> ofOther(String type, String name, String descriptor) {
        if (type.startsWith("java/lang/invoke/")) {
            return because("不能使用反射", "uses no reflection");
        }
        if (name.startsWith("parallel") && type.startsWith("java/util/")) {
            return because("不能自建线程（并行流）", "starts no threads of its own (parallel streams)");
        }
        if (OPENS_FILES.contains(type) && name.equals("<init>") && descriptor.startsWith("(Ljava/lang/String;")) {
            return because("不能读写文件", "reads and writes no files");
        }
        return Optional.empty();
    }

    /** Whether what a compiler leaves to the JVM is done by one of these. */
    static boolean isBootstrap(String type) {
        return BOOTSTRAPS.contains(type);
    }

    /** A class that nobody may extend, although it may be named. */
    static Optional<Text> ofParent(String type) {
        return type.equals("java/lang/Thread") ? because("不能自建线程", "starts no threads of its own") : Optional.empty();
    }

    /** The reason, as the second half of a sentence that begins with the plugin. */
    static Optional<Text> because(String zh, String en) {
        return Optional.of(new Text(zh, en));
    }
}
