package org.teshema.itest.container;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.extra.VMOption;

/** The built distribution as Pax Exam starts it: the shipped one, on free loopback ports, with an empty database. */
final class Distribution {
    private static final String SETTINGS = "etc/custom.system.properties";
    private static final String FOLDER = "etc/org.apache.felix.fileinstall-deploy.cfg";

    /** Locations of what Pax Exam brings along: its own bundles, JUnit's, and the probe that carries the tests, installed as {@code local}. */
    private static final String EXAM = String.join(
            ",",
            "mvn:org.ops4j.",
            "mvn:jakarta.inject/",
            "mvn:org.apache.servicemix.bundles/org.apache.servicemix.bundles.junit/",
            "mvn:org.apache.servicemix.bundles/org.apache.servicemix.bundles.hamcrest/",
            "local");

    private Distribution() {}

    static Option[] started() {
        String karaf = System.getProperty("karaf.version");
        File unpack = new File(System.getProperty("karaf.unpack"));
        List<Option> options = new ArrayList<>();
        options.add(karafDistributionConfiguration()
                .frameworkUrl(new File(System.getProperty("teshema.distribution"))
                        .toURI()
                        .toString())
                .name("Teshema")
                .karafVersion(karaf)
                .unpackDirectory(unpack)
                .useDeployFolder(false));
        options.add(keepRuntimeFolder());
        options.add(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
        options.add(editConfigurationFilePut(SETTINGS, "teshema.http.port", Integer.toString(freePort())));
        options.add(editConfigurationFilePut(SETTINGS, "teshema.shell.port", "0"));
        options.add(editConfigurationFilePut(SETTINGS, "teshema.data", "${karaf.base}/store"));
        options.addAll(asForDevelopers());
        options.add(composite(virtualMachine(karaf)));
        return options.toArray(Option[]::new);
    }

    /** The plugin folder is watched, and what Pax Exam brings along is let in. */
    private static List<Option> asForDevelopers() {
        return List.of(
                editConfigurationFilePut(SETTINGS, "teshema.mode", "developer"),
                editConfigurationFilePut(SETTINGS, "teshema.plugins", "${karaf.base}/deploy"),
                editConfigurationFilePut(SETTINGS, "teshema.door.also", EXAM),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.dir", "${teshema.plugins}"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.filter", "[^.].*[.]jar"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.poll", "100"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.start.level", "0"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.active.level", "80"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.tmpdir", "${karaf.data}/generated-bundles"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.fragmentRefreshScope", "none"),
                editConfigurationFilePut(FOLDER, "felix.fileinstall.optionalImportRefreshScope", "none"));
    }

    /** The same, beginning with a small demonstration city. */
    static Option[] startedWithDemonstrationCity() {
        List<Option> options = new ArrayList<>(List.of(started()));
        options.add(editConfigurationFilePut(SETTINGS, "teshema.first.start", "demo"));
        options.add(editConfigurationFilePut("etc/org.teshema.demo.cfg", "devices", "150"));
        return options.toArray(Option[]::new);
    }

    /** What bin/karaf gives the JVM; Pax Exam starts it without that script. */
    private static Option[] virtualMachine(String karaf) {
        List<String> flags = List.of(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module",
                "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar",
                "--patch-module",
                "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar",
                "--add-opens",
                "java.base/java.security=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.net=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.util=ALL-UNNAMED",
                "--add-opens",
                "java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens",
                "java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                "-classpath",
                "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*");
        return Stream.concat(Stream.of(System.getProperty("teshema.jvm").split(" ")), flags.stream())
                .map(VMOption::new)
                .toArray(Option[]::new);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
