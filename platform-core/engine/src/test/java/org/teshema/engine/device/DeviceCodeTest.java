package org.teshema.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.account.City;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.store.Database;

class DeviceCodeTest {
    private static final String BOTH = "org.teshema.engine.store.TestDatabases#both";
    private static final String CODE = "311010089201900098";
    private static final String FORMER = "31101008920090098";

    @ParameterizedTest
    @MethodSource(BOTH)
    void of_many_entries_of_one_device_code_at_once_one_wins_and_the_others_are_told(Database database)
            throws Exception {
        try (database) {
            var city = new City(database);
            List<String> typed = List.of(CODE, "3110 10089 2019 00098", "３１１０１００８９２０１９０００９８");
            List<Callable<Optional<Problem>>> deeds = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                var asked = city.by(OrganisationKind.CITY_BUREAU);
                NewIdentifier code = number("equip_code", typed.get(i % 3));
                if (i % 4 == 3) {
                    long other = city.lift().id();
                    deeds.add(() -> refusal(() -> city.register.addIdentifier(asked, other, 0, code)));
                } else {
                    deeds.add(() -> refusal(() -> city.register.enter(asked, lift(city, code))));
                }
            }
            long before = city.count("select count(*) from device");
            long entriesBefore = city.count("select count(*) from entry");
            List<Problem> refused = new ArrayList<>();
            var pool = Executors.newFixedThreadPool(8);
            try {
                for (var answer : pool.invokeAll(deeds)) {
                    answer.get().ifPresent(refused::add);
                }
            } finally {
                pool.shutdownNow();
            }
            assertEquals(deeds.size() - 1, refused.size());
            for (Problem problem : refused) {
                assertEquals(ProblemType.INVALID, problem.type());
                assertEquals(Optional.of("identifiers"), problem.field());
                assertTrue(
                        problem.detail().zh().contains(CODE), problem.detail().zh());
            }
            assertEquals(1, city.count("select count(*) from identifier where normal = '" + CODE + "'"));
            assertTrue(city.count("select count(*) from device") <= before + 1);
            assertEquals(entriesBefore + 1, city.count("select count(*) from entry"), "what lost left nothing behind");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_device_code_of_the_former_form_is_on_one_device_too(Database database) {
        try (database) {
            var city = new City(database);
            enter(city, number("equip_code_17", FORMER));
            Problem problem = assertThrows(Problem.class, () -> enter(city, number("equip_code_17", FORMER)));
            assertEquals(ProblemType.INVALID, problem.type());
            assertTrue(problem.detail().en().contains(FORMER));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_code_that_was_entered_by_mistake_is_free_again_once_it_is_corrected(Database database) {
        try (database) {
            var city = new City(database);
            DeviceFile wrong = enter(city, number("equip_code", CODE));
            city.register.addIdentifier(
                    city.by(OrganisationKind.DISTRICT), wrong.id(), 0, number("equip_code", "311010089201900099"));
            DeviceFile right = enter(city, number("equip_code", CODE));
            assertEquals(CODE, right.identifiers().get(0).value());
            // The same code once more for the same device changes nothing about whose it is.
            city.register.addIdentifier(city.by(OrganisationKind.DISTRICT), right.id(), 0, number("equip_code", CODE));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void numbers_that_makers_and_units_give_as_they_like_may_be_on_many_devices(Database database) {
        try (database) {
            var city = new City(database);
            enter(city, number("factory_no", "D-1"), number("unit_no", "1号"), number("use_cert", "梯11沪A00001(17)"));
            enter(city, number("factory_no", "D-1"), number("unit_no", "1号"), number("use_cert", "梯11沪A00001(17)"));
            assertEquals(6, city.count("select count(*) from identifier"));
        }
    }

    private static DeviceFile enter(City city, NewIdentifier... numbers) {
        return city.register.enter(city.by(OrganisationKind.CITY_BUREAU), lift(city, numbers));
    }

    private static Optional<Problem> refusal(Callable<DeviceFile> deed) throws Exception {
        try {
            deed.call();
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(e);
        }
    }

    private static NewIdentifier number(String kind, String value) {
        return new NewIdentifier(kind, value, "铭牌", Optional.empty(), Optional.empty());
    }

    private static NewDevice lift(City city, NewIdentifier... numbers) {
        NewDevice plain = city.newDevice("3110");
        return new NewDevice(
                plain.category(),
                plain.rawCategory(),
                plain.district(),
                plain.name(),
                plain.place(),
                plain.coordinates(),
                plain.status(),
                plain.usingUnit(),
                plain.maintenanceUnit(),
                plain.inspectionBody(),
                plain.station(),
                List.of(numbers));
    }
}
