package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands of {@code docs/plugin-guide.md} in a shell, as they stand there: whoever copies them gets what is told, or the build
 * breaks. Only names are others, those of the app and of its district.
 */
final class GuideCommands {
    private static final Path GUIDE = Path.of("../../docs/plugin-guide.md");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");

    private final RunningPlatform platform;
    private final Path home;

    /** In that folder as a home, against that platform. */
    GuideCommands(RunningPlatform platform, Path home) throws IOException {
        this.platform = platform;
        this.home = Files.createDirectories(home);
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve("teshema")).resolve("data"), platform.data());
    }

    /**
     * Chapter 1.7: the city registers the key of a developer and installs what it signed.
     *
     * @param key the public half
     * @param release the signed jar
     * @param name the app's name, in place of the guide's
     * @param version its version
     * @param district whose it is
     * @return what the commands printed, then the token and the secret they came to, a line each
     */
    String playTheCity(Path key, byte[] release, String name, String version, String district) throws IOException {
        Files.copy(key, home.resolve("pudong.key.pub"));
        Path project = Files.createDirectories(home.resolve("project"));
        Files.write(Files.createDirectories(project.resolve("target")).resolve(name + "-" + version + ".jar"), release);
        List<String> scan = blocks("### 1.4 ");
        List<String> city = blocks("### 1.7 ");
        assertTrue(scan.get(1).contains("login()"), () -> "1.4 has another shape: " + scan);
        assertTrue(city.get(0).contains("--production"), () -> "1.7 has another shape: " + city);
        String commands = scan.get(1) + String.join("\n", city.subList(1, city.size()));
        String here = commands.replace("http://127.0.0.1:8080", platform.base().toString())
                .replace("pudong-visits-1.0.0", name + "-" + version)
                .replace("pudong-visits", name)
                .replace("310115", district);
        return Tools.run(List.of(
                        "env",
                        "-C",
                        project.toString(),
                        "HOME=" + home,
                        "bash",
                        "-c",
                        here + "\necho \"TOKEN $TOKEN\"\necho \"SECRET $SECRET\""))
                .ok();
    }

    /** The word after that one, on a line of what was printed. */
    static String told(String printed, String word) {
        return printed.lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .filter(value -> value.matches("[A-Za-z0-9_-]{16,}"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + word + " came of " + printed));
    }

    /** What stands to be copied under that heading, block by block. */
    private static List<String> blocks(String heading) throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf("\n" + heading);
        int end = guide.indexOf("\n## ", begin + 1);
        int next = guide.indexOf("\n### ", begin + 1);
        assertTrue(begin >= 0 && end >= 0, () -> "the guide has no chapter " + heading);
        String chapter = guide.substring(begin, next < 0 ? end : Math.min(next, end));
        return BLOCK.matcher(chapter).results().map(found -> found.group(1)).toList();
    }
}
