package org.teshema.trust.release;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.teshema.trust.keys.KeyRingException;
import org.teshema.trust.keys.ReleaseKeyFile;
import org.teshema.trust.sm.Signer;

/** What {@code ./teshema key} and {@code ./teshema sign} run: makes release keys and signs jars, without any platform. */
public final class SigningTool {
    /** The environment variable with the passphrase of the release key, not of the city's; without it, it is asked for. */
    static final String VARIABLE = "TESHEMA_RELEASE_PASSPHRASE";

    private static final int USUAL_DAYS = 365;
    private static final String USAGE = """
        teshema key FILE
            makes a release key in FILE (encrypted) and its public half in FILE.pub
        teshema sign JAR --key FILE --name NAME --version N.N.N --district NNNNNN
            [--expires YYYY-MM-DD] [--permissions WORD,WORD] [--out FILE]
            signs JAR in place, or as --out; --district is 310000 for the city's own
        The passphrase comes from TESHEMA_RELEASE_PASSPHRASE, or is asked for.
        """;

    private SigningTool() {}

    /** Runs one command; exit status 0 when it was done, 1 when not, 2 when it was not understood. */
    public static void main(String... arguments) {
        System.exit(run(System.getenv(), LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")), System.out, arguments));
    }

    /**
     * Runs one command in this process; answers the exit status, see {@link #main}.
     *
     * @param environment where the passphrase is looked for
     * @param out for what is said
     */
    static int run(Map<String, String> environment, LocalDate today, PrintStream out, String... arguments) {
        try {
            var words = new ArrayDeque<String>(List.of(arguments));
            switch (words.isEmpty() ? "" : words.poll()) {
                case "key" -> key(Path.of(value(words, "key")), environment, out);
                case "sign" -> sign(Path.of(value(words, "sign")), options(words), environment, today, out);
                default -> throw new IllegalArgumentException("");
            }
            return 0;
        } catch (ReleaseRefused e) {
            out.println(e.reason().zh());
            out.println(e.reason().en());
            return 1;
        } catch (KeyRingException | IOException e) {
            out.println(e.getMessage());
            return 1;
        } catch (IllegalArgumentException | DateTimeException e) {
            out.println(e.getMessage());
            out.print(USAGE);
            return 2;
        }
    }

    private static void key(Path file, Map<String, String> environment, PrintStream out) throws IOException {
        char[] passphrase = passphrase(environment);
        Signer made;
        try {
            made = ReleaseKeyFile.create(file, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        Path open = Path.of(file + ".pub");
        Files.writeString(open, made.publicKey().pem(), StandardCharsets.US_ASCII);
        out.println("密钥编号 / key id: " + made.publicKey().keyId());
        out.println("请把 " + open + " 交给市局登记；密钥文件与口令不要外传。");
        out.println(
                "Hand " + open + " to the city, which registers it. Keep the key file and its passphrase to yourself.");
    }

    private static void sign(
            Path jar, Map<String, String> options, Map<String, String> environment, LocalDate today, PrintStream out)
            throws IOException, ReleaseRefused {
        var order = new ReleaseJar.Order(
                needed(options, "--name"),
                needed(options, "--version"),
                needed(options, "--district"),
                permissions(options.getOrDefault("--permissions", "")),
                today,
                options.containsKey("--expires")
                        ? LocalDate.parse(options.get("--expires"))
                        : today.plusDays(USUAL_DAYS));
        Path key = Path.of(needed(options, "--key"));
        Path target = Path.of(options.getOrDefault("--out", jar.toString()));
        char[] passphrase = passphrase(environment);
        byte[] signed;
        try {
            signed = ReleaseJar.sign(Files.readAllBytes(jar), order, ReleaseKeyFile.open(key, passphrase));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        Path draft = Files.write(Path.of(target + ".part"), signed);
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        out.println("已签名 / signed: " + target + " (" + order.name() + " " + order.version() + ", " + order.district()
                + ", " + order.expires() + ")");
    }

    private static SortedSet<String> permissions(String words) {
        var permissions = new TreeSet<String>();
        Arrays.stream(words.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .forEach(permissions::add);
        return permissions;
    }

    private static Map<String, String> options(ArrayDeque<String> words) {
        var options = new HashMap<String, String>();
        while (!words.isEmpty()) {
            String name = words.poll();
            if (!List.of("--key", "--name", "--version", "--district", "--expires", "--permissions", "--out")
                    .contains(name)) {
                throw new IllegalArgumentException("没有选项 " + name + " / there is no option " + name);
            }
            options.put(name, value(words, name));
        }
        return options;
    }

    private static String value(ArrayDeque<String> words, String name) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(name + " 缺少值 / " + name + " needs a value");
        }
        return words.poll();
    }

    private static String needed(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("缺少 " + name + " / " + name + " is missing");
        }
        return value;
    }

    @SuppressWarnings("SystemConsoleNull") // runs on JDK 17 like all else
    private static char[] passphrase(Map<String, String> environment) throws IOException {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isEmpty()) {
            return given.toCharArray();
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("口令 / passphrase: ");
        if (typed == null || typed.length == 0) {
            throw new IOException("没有口令：请设置环境变量 " + VARIABLE + " / no passphrase: set " + VARIABLE);
        }
        return typed;
    }
}
