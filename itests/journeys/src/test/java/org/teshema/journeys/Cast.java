package org.teshema.journeys;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The people of one test: organisations of their own in Pudong, each with somebody who acts for it. The city's and the districts'
 * bureaus are there from the first start.
 */
final class Cast {
    /** Pudong. */
    static final String DISTRICT = "310115";
    /** Huangpu, where nobody here has anything to say. */
    static final String OTHER_DISTRICT = "310101";

    private static final Map<Store, Cast> SHARED = new EnumMap<>(Store.class);

    private final String tag =
            Screens.wanted() ? "example" : UUID.randomUUID().toString().substring(0, 8);
    private final String mark = Screens.wanted() ? "示例" : tag;
    private final String called;
    private final Map<String, String> passwords = new LinkedHashMap<>();
    private Api anybody;

    final String districtId;
    final String otherDistrictId;
    final String stationId;
    final String bodyId;
    final String unitId;
    final String otherUnitId;
    final String maintenanceId;
    Api city;
    Api district;
    Api otherDistrict;
    Api station;
    Api body;
    Api unit;
    Api otherUnit;
    Api maintenance;

    /** Enters everybody at that platform and logs them in. */
    Cast(RunningPlatform platform) {
        this(platform, "");
    }

    /** The same, with that at the end of the name of each organisation and of the name and place of each device. */
    Cast(RunningPlatform platform, String called) {
        this.called = called;
        anybody = Api.anybody(platform);
        city = anybody.logIn("admin", platform.password("admin"));
        districtId = bureau(DISTRICT);
        otherDistrictId = bureau(OTHER_DISTRICT);
        stationId = organisation("STATION", "花木市场监督管理所");
        bodyId = organisation("INSPECTION_BODY", "检验研究院");
        unitId = organisation("USING_UNIT", "物业公司");
        otherUnitId = organisation("USING_UNIT", "百货公司");
        maintenanceId = organisation("MAINTENANCE_UNIT", "电梯维保公司");
        account("district", districtId);
        account("other-district", otherDistrictId);
        account("station", stationId);
        account("body", bodyId);
        account("unit", unitId);
        account("other-unit", otherUnitId);
        account("maintenance", maintenanceId);
        everybodyLogsIn();
    }

    /** The people of all tests that mind nobody else's devices, on the shared platform: entering them takes a while. */
    static synchronized Cast shared(Store store) {
        return SHARED.computeIfAbsent(store, s -> new Cast(SharedPlatforms.on(s)));
    }

    /** Everybody logs in again, as after a restart. */
    void logInAgain(RunningPlatform platform) {
        anybody = Api.anybody(platform);
        city = anybody.logIn("admin", platform.password("admin"));
        everybodyLogsIn();
    }

    private void everybodyLogsIn() {
        district = actor("district");
        otherDistrict = actor("other-district");
        station = actor("station");
        body = actor("body");
        unit = actor("unit");
        otherUnit = actor("other-unit");
        maintenance = actor("maintenance");
    }

    /** Somebody from the street. */
    Api anybody() {
        return anybody;
    }

    /** What tells these organisations from those of other tests. */
    String mark() {
        return mark;
    }

    /** All passwords, which must stand in no log. */
    List<String> secrets() {
        return List.copyOf(passwords.values());
    }

    /** Enters lifts that the using unit uses; their ids. */
    List<String> lifts(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(device("3110", mark + " 号楼 " + i + " 号梯"));
        }
        return ids;
    }

    /** Enters a device of that category that the using unit uses; its id. */
    String device(String category, String name) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("category", category);
        device.put("district", DISTRICT);
        device.put("name", name + called);
        device.put("place", "浦东新区世纪大道 1 号" + called);
        device.put("coordinates", Map.of("longitude", 121.5, "latitude", 31.23));
        device.put("status", "IN_USE");
        device.put("usingUnitId", unitId);
        device.put("maintenanceUnitId", maintenanceId);
        device.put("inspectionBodyId", bodyId);
        device.put("stationId", stationId);
        return district.post("/api/v1/devices", device).expect(201).text("id");
    }

    private String bureau(String where) {
        return city.get("/api/v1/organisations?kind=DISTRICT&district=" + where)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    private String organisation(String kind, String name) {
        return city.post(
                        "/api/v1/organisations",
                        Map.of(
                                "kind",
                                kind,
                                "name",
                                mark + " " + name + called,
                                "creditCode",
                                CreditCodes.any(ThreadLocalRandom.current()),
                                "district",
                                DISTRICT,
                                "phone",
                                "021-55550000"))
                .expect(201)
                .text("id");
    }

    private void account(String who, String organisation) {
        account(who, organisation, "MEMBER");
    }

    private void account(String who, String organisation, String role) {
        String password = UUID.randomUUID().toString();
        passwords.put(who, password);
        city.post(
                        "/api/v1/accounts",
                        Map.of("login", login(who), "password", password, "organisationId", organisation, "role", role))
                .expect(201);
    }

    /** Somebody who administers that organisation. */
    Api administrator(String who, String organisation) {
        account(who, organisation, "ADMINISTRATOR");
        return actor(who);
    }

    /** Somebody of a new organisation of that kind. */
    Api newcomer(String who, String kind, String name) {
        account(who, organisation(kind, name));
        return actor(who);
    }

    /** Somebody of the bureau of any district. */
    Api officer(String where) {
        account("officer-" + where, bureau(where));
        return actor("officer-" + where);
    }

    /** The newcomer once more, as after a restart. */
    Api again(String who) {
        return actor(who);
    }

    String password(String who) {
        return passwords.get(who);
    }

    private Api actor(String who) {
        return anybody.logIn(login(who), passwords.get(who));
    }

    String login(String who) {
        return who + "." + tag;
    }
}
