package org.teshema.engine.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.teshema.api.device.Organisation;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.reference.CreditCode;
import org.teshema.engine.reference.District;
import org.teshema.engine.reference.Districts;

/**
 * The units, bodies and stations of the demonstration city, in one fixed order. Their names say 示例, example: they belong to
 * nobody. A pure function of the plan and the seed.
 */
final class DemoOrganisations {
    private static final String[] LIFT_USERS = {"物业管理", "商业管理", "酒店管理", "置业", "医院管理", "文化发展"};
    private static final String[] OTHER_USERS = {"机械制造", "食品", "化工", "物流", "汽车零部件", "新材料", "能源", "钢结构"};
    private static final long CODES = 887_503_681L; // 31 to the 6th: as many as six characters tell apart

    private final List<Made> all = new ArrayList<>();
    private final Map<String, Range> stations = new HashMap<>();
    private final Map<String, Range> units = new HashMap<>();
    private final Range bodies;
    private final Range maintainers;

    /** An organisation without its id. */
    record Made(
            OrganisationKind kind, String name, Optional<String> creditCode, String district, Optional<String> phone) {
        Organisation withId(long id) {
            return new Organisation(id, kind, name, creditCode, district, phone);
        }
    }

    /** Places in the fixed order. */
    private record Range(int first, int size) {
        int at(long number) {
            return first + (int) Math.floorMod(number, (long) size);
        }
    }

    DemoOrganisations(DemoPlan plan, Districts districts, int devices, long seed) {
        for (DistrictPlan district : plan.districts()) {
            String name = shortName(districts.find(district.district()).orElseThrow());
            int count = Math.max(1, Math.min(15, 2 + district.devices() / 3_000));
            stations.put(district.district(), new Range(all.size(), count));
            for (int i = 1; i <= count; i++) {
                all.add(new Made(
                        OrganisationKind.STATION,
                        name + "第" + i + "市场监督管理所",
                        Optional.empty(),
                        district.district(),
                        Optional.of("12315")));
            }
        }
        bodies = companies(
                OrganisationKind.INSPECTION_BODY, between(devices / 6_000, 4, 111), "上海示例%03d特种设备检验检测有限公司", seed);
        maintainers = companies(
                OrganisationKind.MAINTENANCE_UNIT, between(devices / 2_000, 6, 315), "上海示例%03d电梯维保有限公司", seed);
        for (DistrictPlan district : plan.districts()) {
            String name = shortName(districts.find(district.district()).orElseThrow());
            units.put(district.district(), new Range(all.size(), district.units()));
            for (int i = 0; i < district.units(); i++) {
                all.add(user(district, i, name, seed));
            }
        }
    }

    /** All of them, in their order; ids are given in this order. */
    List<Made> all() {
        return all;
    }

    int station(String district, int unit) {
        return stations.get(district).at(unit);
    }

    int inspectionBody(String district, int unit) {
        return bodies.at(district.hashCode() * 31L + unit / 7);
    }

    /** An inspection body that has no business with that unit. */
    int anotherBody(String district, int unit) {
        return bodies.at(district.hashCode() * 31L + unit / 7 + 1);
    }

    int maintenanceUnit(String district, int unit) {
        return maintainers.at(district.hashCode() * 17L + unit);
    }

    int usingUnit(String district, int unit) {
        return units.get(district).at(unit);
    }

    private Range companies(OrganisationKind kind, int count, String name, long seed) {
        var range = new Range(all.size(), count);
        for (int i = 1; i <= count; i++) {
            all.add(new Made(
                    kind,
                    String.format(Locale.ROOT, name, i),
                    Optional.of(creditCode("310115", all.size(), seed)),
                    "310115",
                    Optional.of(phone(all.size()))));
        }
        return range;
    }

    private Made user(DistrictPlan district, int unit, String name, long seed) {
        boolean lifts = district.unitStarts().get(unit) < district.lifts();
        String[] trades = lifts ? LIFT_USERS : OTHER_USERS;
        boolean person = unit % 97 == 96;
        return new Made(
                OrganisationKind.USING_UNIT,
                person
                        ? String.format(Locale.ROOT, "%s示例%05d经营部（个人）", name, unit + 1)
                        : String.format(Locale.ROOT, "上海%s示例%05d%s有限公司", name, unit + 1, trades[unit % trades.length]),
                person ? Optional.empty() : Optional.of(creditCode(district.district(), all.size(), seed)),
                district.district(),
                Optional.of(phone(all.size())));
    }

    /** A number of the range kept for examples: nobody answers. */
    private static String phone(int number) {
        return String.format(Locale.ROOT, "021-5550%04d", number % 10_000);
    }

    /** A code of the right form with both check characters right, different for each number. */
    static String creditCode(String district, int number, long seed) {
        String area = switch (district) {
            case "3101LG" -> "310115";
            case "3101HG" -> "310116";
            default -> district;
        };
        long mixed = Math.floorMod(number * 7_919L + seed * 104_729L, CODES);
        var body = new StringBuilder("MA");
        for (long rest = mixed, i = 0; i < 6; i++, rest /= 31) {
            body.append(CreditCode.ALPHABET.charAt((int) (rest % 31)));
        }
        String first17 = "91" + area + body + CreditCode.organisationCheck(body.toString());
        return first17 + CreditCode.check(first17);
    }

    private static String shortName(District district) {
        return district.name().zh().replaceAll("(新区|区)$", "");
    }

    private static int between(int number, int least, int most) {
        return Math.max(least, Math.min(most, number));
    }
}
