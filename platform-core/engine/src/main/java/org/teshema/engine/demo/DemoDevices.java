package org.teshema.engine.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.teshema.api.archive.CityKinds;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.archive.Values;
import org.teshema.api.device.CatalogueCode;
import org.teshema.api.device.DeviceStatus;
import org.teshema.engine.demo.DemoDevice.Author;
import org.teshema.engine.demo.DemoDevice.Event;
import org.teshema.engine.demo.DemoDevice.PrintedNumber;
import org.teshema.engine.demo.DemoPlan.DistrictPlan;
import org.teshema.engine.reference.Catalogue;
import org.teshema.engine.reference.CatalogueNode;

/**
 * Makes the devices of the demonstration city one by one. A device is a pure function of seed, day, district and index, so a
 * city can be made from any point on and never has to be held in memory.
 */
final class DemoDevices {
    private static final String[] ROADS = {
        "人民", "建设", "和平", "解放", "文化", "中山", "新华", "友谊", "学院", "公园", "江滨", "迎宾", "光明", "团结", "胜利", "红星"
    };
    private static final String[] AUTHORITIES = {"10", "31", "32", "33"};
    private static final String[] MORE_YEARS = {"1", "4", "7", "9", "11", "13", "15"};
    // Shares of how devices stand, in thousandths: due soon, overdue, failed, contradictory, unknown; the rest is in
    // date.
    private static final int SOON = 60;
    private static final int LATE = SOON + 40;
    private static final int FAILED = LATE + 15;
    private static final int CONTRADICTORY = FAILED + 10;
    private static final int UNKNOWN = CONTRADICTORY + 25;
    private static final double OLDER_THAN_15 = 0.2584;
    // Days from the supervision inspection to the registration.
    private static final int FIRST_CERTIFICATE = 20;
    private static final String NOT_TO_BE_USED = "5";

    private enum Standing {
        IN_DATE,
        DUE_SOON,
        OVERDUE,
        FAILED,
        CONTRADICTORY,
        STOPPED,
        UNKNOWN
    }

    private final Catalogue catalogue;
    private final long seed;
    private final LocalDate today;
    private final DemoEntries more = new DemoEntries("demo-entries.csv");
    private final DemoEntries segments = new DemoEntries("demo-segments.csv");

    DemoDevices(Catalogue catalogue, long seed, LocalDate today) {
        this.catalogue = catalogue;
        this.seed = seed;
        this.today = today;
    }

    DemoDevice make(DistrictPlan plan, int index) {
        var random = new SplittableRandom(
                seed ^ (plan.district().hashCode() * 0x9E3779B97F4A7C15L + index * 0xBF58476D1CE4E5B9L));
        DemoSlot slot = plan.slots().get(index);
        boolean lift = index < plan.lifts();
        Standing planned = planned(slot, random);
        DeviceStatus status = status(slot, planned, plan.inGroup(index) % DemoPlan.OF, random);
        Standing standing = status == DeviceStatus.INSTALLING ? Standing.UNKNOWN : planned;
        int unit = plan.unitOf(index);
        int inUnit = index - plan.unitStarts().get(unit) + 1;
        var events = new ArrayList<Event>();
        var numbers = new ArrayList<PrintedNumber>();
        if (!slot.isPart()) {
            events.addAll(lift ? liftEvents(standing, random) : otherEvents(slot, standing, random));
            LocalDate used = events.isEmpty()
                    ? today.minusMonths(6 + random.nextInt(200))
                    : events.get(0).on();
            String certificate = certificate(plan, slot.category(), index, used);
            numbers.addAll(numbers(plan, slot.category(), index, used, certificate, status, inUnit));
            if (status != DeviceStatus.INSTALLING) {
                events.add(registration(standing, used, certificate, random));
            }
        }
        if (standing == Standing.CONTRADICTORY) {
            contradiction(events, random).ifPresent(events::add);
        }
        if (standing != Standing.UNKNOWN && !slot.isPart()) {
            events.addAll(more.of(slot, today, random));
        }
        events.sort(Comparator.comparing(Event::on));
        var road = new SplittableRandom(seed * 17 + plan.district().hashCode() * 31L + unit);
        return new DemoDevice(
                slot,
                name(slot, inUnit),
                ROADS[road.nextInt(ROADS.length)] + "路" + (1 + road.nextInt(1999)) + "号"
                        + (lift ? (1 + (inUnit - 1) / 4) + "号楼" : ""),
                coordinate(plan.longitude(), road, random),
                coordinate(plan.latitude(), road, random),
                status,
                numbers,
                events,
                status == DeviceStatus.INSTALLING ? List.of() : segments.of(slot, today, random));
    }

    /** Every other contradictory device was registered long before it was there. */
    private Event registration(Standing standing, LocalDate used, String certificate, SplittableRandom random) {
        boolean beforeItWasThere = standing == Standing.CONTRADICTORY && random.nextBoolean();
        LocalDate on = beforeItWasThere ? used.minusDays(200 + random.nextInt(200)) : used.plusDays(FIRST_CERTIFICATE);
        return new Event(
                CityKinds.REGISTRATION,
                on,
                Author.DISTRICT,
                new Values(Map.of(CityKinds.ON, on, "certificate", certificate)));
    }

    /** Of a contradictory device another body reports the opposite of its last inspection, on the same day. */
    private static Optional<Event> contradiction(List<Event> events, SplittableRandom random) {
        return events.stream()
                .filter(event -> event.kind().equals(CityKinds.INSPECTION))
                .reduce((earlier, later) -> later)
                .map(last -> {
                    boolean passed = last.values().text(CityKinds.RESULT).equals(Optional.of(CityKinds.PASS));
                    return new Event(
                            last.kind(),
                            last.on(),
                            Author.ANOTHER_BODY,
                            new Values(Map.of(
                                    CityKinds.ON,
                                    last.on(),
                                    CityKinds.RESULT,
                                    passed ? CityKinds.FAIL : CityKinds.PASS,
                                    CityKinds.REPORT,
                                    report("DJ", last.on(), random))));
                });
    }

    /** Two digits of an authority and three of a licence, which are others in a city of another seed or size. */
    private String maker(DistrictPlan plan, int index) {
        String authority = AUTHORITIES[index % AUTHORITIES.length];
        long mixed = (seed * 31 + plan.devices()) * 31 + index % AUTHORITIES.length;
        return authority + String.format(java.util.Locale.ROOT, "%03d", new SplittableRandom(mixed).nextInt(1_000));
    }

    private static DeviceStatus status(DemoSlot slot, Standing standing, int group, SplittableRandom random) {
        int thousandth = random.nextInt(1000);
        if (slot.sure()) {
            return standing == Standing.STOPPED ? DeviceStatus.STOPPED : DeviceStatus.IN_USE;
        }
        // What carries a code is in use or stopped for a while.
        if (thousandth < 40) {
            return DeviceStatus.STOPPED;
        }
        if (group >= DemoPlan.GIVEN_OUT && thousandth < 120) {
            return thousandth < 90 ? DeviceStatus.INSTALLING : DeviceStatus.SCRAPPED;
        }
        return DeviceStatus.IN_USE;
    }

    private static Standing planned(DemoSlot slot, SplittableRandom random) {
        Standing standing = standing(random);
        if (slot.isChild()) {
            return Standing.valueOf(slot.set().orElseThrow().standings().at(slot.child() - 1));
        }
        return slot.sure() && standing == Standing.UNKNOWN ? Standing.IN_DATE : standing;
    }

    private static Standing standing(SplittableRandom random) {
        int thousandth = random.nextInt(1000);
        if (thousandth < SOON) {
            return Standing.DUE_SOON;
        }
        if (thousandth < LATE) {
            return Standing.OVERDUE;
        }
        if (thousandth < FAILED) {
            return Standing.FAILED;
        }
        if (thousandth < CONTRADICTORY) {
            return Standing.CONTRADICTORY;
        }
        return thousandth < UNKNOWN ? Standing.UNKNOWN : Standing.IN_DATE;
    }

    /**
     * A lift is inspected in some years after its supervision inspection and tested in the others; both are due by the end of
     * the month of that first inspection.
     */
    private List<Event> liftEvents(Standing standing, SplittableRandom random) {
        var events = new ArrayList<Event>();
        int years = random.nextDouble() < OLDER_THAN_15 ? 16 + random.nextInt(12) : 1 + random.nextInt(15);
        if (standing == Standing.UNKNOWN) {
            return events;
        }
        int month = switch (standing) {
            case DUE_SOON -> 11;
            case OVERDUE -> 1 + random.nextInt(8);
            default -> random.nextInt(10);
        };
        // The anniversary of this year is that many months ago; one that is due soon lies in the coming month.
        YearMonth anniversary = YearMonth.from(today).minusMonths(month);
        YearMonth first = anniversary.minusYears(years);
        LocalDate commissioned = dayIn(first, random);
        events.add(commissioned(commissioned, random));
        int doneUntil = standing == Standing.OVERDUE ? years - 1 : years;
        int inspected = 0;
        int tested = 0;
        for (int year = 1; year <= doneUntil; year++) {
            if (isInspectionYear(year)) {
                inspected = year;
            } else {
                tested = year;
            }
        }
        boolean failed = standing == Standing.FAILED;
        if (inspected > 0) {
            events.add(check(
                    CityKinds.INSPECTION,
                    first.plusYears(inspected),
                    failed && inspected == doneUntil,
                    "DJ",
                    Map.of(),
                    random));
        }
        if (tested > 0) {
            events.add(check(
                    CityKinds.TESTING, first.plusYears(tested), failed && tested == doneUntil, "JC", Map.of(), random));
        }
        return events;
    }

    private static boolean isInspectionYear(int year) {
        return year > 15 || List.of(MORE_YEARS).contains(Integer.toString(year));
    }

    private List<Event> otherEvents(DemoSlot slot, Standing standing, SplittableRandom random) {
        var events = new ArrayList<Event>();
        if (standing == Standing.UNKNOWN) {
            return events;
        }
        int cycle = slot.variety().months().number(slot.turn());
        YearMonth now = YearMonth.from(today);
        YearMonth due = switch (standing) {
            case DUE_SOON -> now.plusMonths(1);
            case OVERDUE -> now.minusMonths(1 + random.nextInt(8));
            default -> now.plusMonths(2 + random.nextInt(Math.max(1, cycle - 2)));
        };
        YearMonth last = due.minusMonths(cycle);
        boolean failed = standing == Standing.FAILED;
        if (failed) {
            last = now.minusMonths(random.nextInt(6));
        }
        LocalDate commissioned = dayIn(last.minusMonths((long) cycle * (1 + random.nextInt(4))), random);
        events.add(commissioned(commissioned, random));
        String grade = slot.variety().grades().at(slot.turn());
        Map<String, Object> graded = Map.of();
        if (!grade.isEmpty()) {
            graded = failed
                    ? Map.of(CityKinds.GRADE, NOT_TO_BE_USED)
                    : Map.of(CityKinds.GRADE, grade, CityKinds.NEXT, due.atEndOfMonth());
        }
        events.add(check(CityKinds.INSPECTION, last, failed, "DJ", graded, random));
        return events;
    }

    /** An inspection or testing that was due in that month and done in it, in the past. */
    private Event check(
            EntryKind kind,
            YearMonth due,
            boolean failed,
            String prefix,
            Map<String, Object> graded,
            SplittableRandom random) {
        LocalDate on = dayIn(due, random);
        var values = new HashMap<>(graded);
        values.put(CityKinds.ON, on);
        values.put(CityKinds.RESULT, failed ? CityKinds.FAIL : CityKinds.PASS);
        values.put(CityKinds.DUE, due.atEndOfMonth());
        values.put(CityKinds.REPORT, report(prefix, on, random));
        return new Event(
                kind,
                on,
                kind.equals(CityKinds.TESTING) ? Author.MAINTENANCE_UNIT : Author.INSPECTION_BODY,
                new Values(values));
    }

    private LocalDate dayIn(YearMonth month, SplittableRandom random) {
        LocalDate day = month.atDay(1 + random.nextInt(28));
        return day.isBefore(today) ? day : today.minusDays(1 + random.nextInt(3));
    }

    private static String report(String prefix, LocalDate day, SplittableRandom random) {
        return String.format(java.util.Locale.ROOT, "%s-%d-%07d", prefix, day.getYear(), random.nextInt(10_000_000));
    }

    private String name(DemoSlot slot, int inUnit) {
        if (slot.isChild()) {
            return slot.set().orElseThrow().title() + " " + slot.child() + " 号";
        }
        CatalogueCode category = slot.category();
        String variety = catalogue.find(category).map(n -> n.name().zh()).orElse(category.value());
        return inUnit + "号" + variety;
    }

    private static double coordinate(double middle, SplittableRandom unit, SplittableRandom device) {
        double about = middle + (unit.nextDouble() - 0.5) * 0.06 + (device.nextDouble() - 0.5) * 0.001;
        return Math.round(about * 1e6) / 1e6;
    }

    private Event commissioned(LocalDate on, SplittableRandom random) {
        return new Event(
                CityKinds.COMMISSIONING,
                on,
                Author.INSPECTION_BODY,
                new Values(Map.of(
                        CityKinds.WORKS,
                        CityKinds.INSTALLATION,
                        CityKinds.ON,
                        on,
                        CityKinds.RESULT,
                        CityKinds.PASS,
                        CityKinds.REPORT,
                        report("JJ", on, random))));
    }

    private String certificate(DistrictPlan plan, CatalogueCode category, int index, LocalDate used) {
        String prefix = catalogue
                .find(category)
                .flatMap(CatalogueNode::certificatePrefix)
                .orElse("特");
        return prefix + category.value().substring(1, 3) + "沪" + plan.letter()
                + String.format(
                        java.util.Locale.ROOT,
                        "%05d(%02d)",
                        index % 100_000,
                        used.plusDays(FIRST_CERTIFICATE).getYear() % 100);
    }

    private List<PrintedNumber> numbers(
            DistrictPlan plan,
            CatalogueCode category,
            int index,
            LocalDate used,
            String certificate,
            DeviceStatus status,
            int inUnit) {
        var numbers = new ArrayList<PrintedNumber>();
        int made = used.minusMonths(4).getYear();
        // A maker's serial of five characters: letter and index keep two devices of one city from meeting.
        String place = Integer.toString(index, 36).toUpperCase(java.util.Locale.ROOT);
        String serial = plan.letter() + "0".repeat(4 - place.length()) + place;
        String maker = maker(plan, index);
        numbers.add(new PrintedNumber("equip_code", category.value() + maker + made + serial, used, Optional.empty()));
        if (used.getYear() < 2015) {
            String area = plan.district().matches("[0-9]{6}") ? plan.district() : "310000";
            numbers.add(new PrintedNumber(
                    "reg_code_20",
                    category.value()
                            + area
                            + String.format(
                                    java.util.Locale.ROOT,
                                    "%d%02d%04d",
                                    used.getYear(),
                                    used.getMonthValue(),
                                    index % 10_000),
                    used,
                    Optional.of(LocalDate.of(2017, 7, 31))));
        }
        if (status != DeviceStatus.INSTALLING) {
            numbers.add(new PrintedNumber("use_cert", certificate, used.plusDays(FIRST_CERTIFICATE), Optional.empty()));
        }
        numbers.add(new PrintedNumber("unit_no", inUnit + "号", used, Optional.empty()));
        return numbers;
    }
}
