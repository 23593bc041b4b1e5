package org.teshema.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.Accounts;
import org.teshema.engine.account.Session;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;

class FirstStartTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    @Timeout(120)
    void an_empty_platform_has_its_authorities_and_one_administrator(Database database) throws Exception {
        try (database) {
            var platform = new DemoPlatform(database, folder);
            start(platform, false);
            assertEquals(19, DemoCityTest.count(database, "select count(*) from organisation"));
            assertEquals(1, DemoCityTest.count(database, "select count(*) from account"));
            assertEquals(OrganisationKind.CITY_BUREAU, role(platform, "admin"));
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(sheet()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    @Timeout(240)
    void a_demonstration_has_an_account_for_each_role_and_codes_to_scan(Database database) throws Exception {
        try (database) {
            var platform = new DemoPlatform(database, folder);
            start(platform, true);
            assertEquals(OrganisationKind.DISTRICT, role(platform, "district"));
            assertEquals(OrganisationKind.STATION, role(platform, "station"));
            assertEquals(OrganisationKind.INSPECTION_BODY, role(platform, "inspection"));
            assertEquals(OrganisationKind.USING_UNIT, role(platform, "unit"));
            assertEquals(OrganisationKind.MAINTENANCE_UNIT, role(platform, "maintenance"));
            List<String> codes = Files.readAllLines(sheet()).stream()
                    .filter(l -> l.contains(" number "))
                    .map(l -> l.strip().split(" ", 2)[0])
                    .toList();
            assertEquals(List.of("已绑定的电梯", "已领用", "空白", "成套设备（母码）", "成套中的一台（子码）", "压力管道", "防爆设备"), codes);
            assertEquals(1_000, DemoCityTest.count(database, "select count(*) from device"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    @Timeout(120)
    void a_second_start_changes_nothing(Database database) throws Exception {
        try (database) {
            var platform = new DemoPlatform(database, folder);
            start(platform, false);
            String before = Files.readString(sheet());
            start(platform, true);
            assertEquals(before, Files.readString(sheet()));
            assertEquals(0, DemoCityTest.count(database, "select count(*) from device"));
            assertEquals(1, DemoCityTest.count(database, "select count(*) from account"));
        }
    }

    private void start(DemoPlatform platform, boolean demo) {
        var wish = new FirstStart.Wish(demo, 1_000, 1, folder, "http://127.0.0.1:8080");
        try (var first = FirstStart.of(platform.database, platform.foundation, platform.city, platform.clock, wish)) {
            while (!first.done()) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private OrganisationKind role(DemoPlatform platform, String login) throws IOException {
        Matcher line = Pattern.compile("(?m)^  " + login + " +(\\S+) ").matcher(Files.readString(sheet()));
        assertTrue(line.find(), login);
        var accounts = new Accounts(platform.database, new Writes(platform.database, platform.clock), platform.clock);
        assertFalse(line.group(1).isBlank());
        return ((Session) accounts.logIn(login, line.group(1), "127.0.0.1"))
                .actor()
                .role();
    }

    private Path sheet() {
        return folder.resolve("first-start.txt");
    }
}
