package org.teshema.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project of a new app, from {@code ./teshema new} to a signed jar, as a developer makes it who was never here before: a home
 * without settings but that there is no network, and a local repository with the libraries of this build and the kit.
 */
final class NewApp {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String VERSION = "0.1.0";
    private static final String ARCHIVE = "distribution/target/teshema-distribution-" + VERSION + ".tar.gz";

    private final Path home;
    private final Path door;
    private final Path project;
    private final String name;
    private final String district;

    private NewApp(Path folder, String name, String district) throws IOException {
        this.home = Files.createDirectories(folder.resolve("home"));
        this.door = Files.createDirectories(folder.resolve("platform"));
        this.project = folder.resolve(name);
        this.name = name;
        this.district = district;
        Path repository = repository(folder.resolve("repository"));
        Files.writeString(
                Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"),
                "<settings><offline>true</offline><localRepository>" + repository + "</localRepository></settings>");
        // The command, with what it would have built: this run has built it, and it is not to be built again meanwhile.
        Files.copy(ROOT.resolve("teshema"), door.resolve("teshema"));
        Files.createDirectories(door.resolve(ARCHIVE).getParent());
        Files.createSymbolicLink(door.resolve(ARCHIVE), ROOT.resolve(ARCHIVE));
        Files.createFile(Files.createDirectories(door.resolve("target")).resolve("kit-installed"));
    }

    /** Generates it in that folder. */
    static NewApp generated(Path folder, String name, String district) throws IOException {
        var app = new NewApp(folder, name, district);
        app.run(app.door, "./teshema", "new", name, "--district", district, "--into", folder.toString());
        return app;
    }

    /** Compiles it, runs its tests and packs it; the jar. */
    byte[] built() throws IOException {
        run(project, "mvn", "-B", "-ntp", "package");
        return Files.readAllBytes(jar());
    }

    /** Builds it from nothing once more, without its tests; the jar. */
    byte[] builtAnew() throws IOException {
        run(project, "rm", "-r", "target");
        run(project, "mvn", "-B", "-ntp", "-DskipTests", "package");
        return Files.readAllBytes(jar());
    }

    /** Puts the jar into a developer's platform that keeps its data there; what is told of it. */
    String deployed(Path data) {
        return run(project, door.resolve("teshema").toString(), "deploy", jar().toString(), "--data", data.toString());
    }

    /** Does the same with the first half of the jar; what is told of it. */
    String deployedHalf(Path data) throws IOException {
        Path half = home.resolve("half.jar");
        byte[] whole = Files.readAllBytes(jar());
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        Tools.Ran ran =
                ran(project, door.resolve("teshema").toString(), "deploy", half.toString(), "--data", data.toString());
        if (ran.exit() == 0) {
            throw new AssertionError("Half a jar was deployed: " + ran.out());
        }
        return ran.err();
    }

    /** Makes a key; its public half, for the city. */
    String key() throws IOException {
        run(door, "./teshema", "key", key("").toString());
        return Files.readString(key(".pub"));
    }

    /** Signs the jar with it. */
    byte[] signed() throws IOException {
        run(
                door,
                "./teshema",
                "sign",
                jar().toString(),
                "--key",
                key("").toString(),
                "--name",
                name,
                "--version",
                "1.0.0",
                "--district",
                district);
        return Files.readAllBytes(jar());
    }

    /** Any file of the project. */
    String text(String path) throws IOException {
        return Files.readString(project.resolve(path));
    }

    private Path jar() {
        return project.resolve("target/" + name + "-1.0.0.jar");
    }

    private Path key(String ending) {
        return home.resolve("release.key" + ending);
    }

    private String run(Path folder, String... command) {
        return ran(folder, command).ok();
    }

    private Tools.Ran ran(Path folder, String... command) {
        var all = new ArrayList<>(List.of(
                "env",
                "-C",
                folder.toString(),
                "JAVA_HOME=" + System.getProperty("java.home"),
                "TESHEMA_RELEASE_PASSPHRASE=journey",
                // What was downloaded under the settings of somebody else counts, too.
                "MAVEN_OPTS=-Duser.home=" + home + " -Dmaven.legacyLocalRepo=true " + UnpackedDistribution.JVM));
        all.addAll(List.of(command));
        return Tools.run(all);
    }

    /** A local repository with the libraries of this build's own, by links, and of ours the kit alone. */
    private static Path repository(Path mine) throws IOException {
        Path theirs = Path.of(System.getProperty("teshema.maven.repository"));
        Files.createDirectories(mine.resolve("org/teshema"));
        link(theirs, mine, "org");
        link(theirs.resolve("org"), mine.resolve("org"), "teshema");
        install(mine, "", "teshema");
        install(mine, "platform-core/api", "teshema-api");
        install(mine, "platform-core/testkit", "teshema-testkit");
        install(mine, "plugins/template", "teshema-app-archetype");
        return mine;
    }

    private static void link(Path from, Path to, String butFor) throws IOException {
        try (Stream<Path> folders = Files.list(from)) {
            for (Path folder : folders.toList()) {
                if (!folder.getFileName().toString().equals(butFor)) {
                    Files.createSymbolicLink(to.resolve(folder.getFileName()), folder);
                }
            }
        }
    }

    private static void install(Path repository, String module, String artifact) throws IOException {
        Path place = Files.createDirectories(
                repository.resolve("org/teshema").resolve(artifact).resolve(VERSION));
        String file = artifact + "-" + VERSION;
        Files.copy(ROOT.resolve(module).resolve("pom.xml"), place.resolve(file + ".pom"));
        Path jar = ROOT.resolve(module).resolve("target").resolve(file + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, place.resolve(file + ".jar"));
        }
    }
}
