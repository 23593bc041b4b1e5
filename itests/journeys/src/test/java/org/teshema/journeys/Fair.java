package org.teshema.journeys;

import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A fairground on the shared platform: rides of one using unit, and a pile of labels for them. Each test builds rides of its own. */
final class Fair {
    private static final Map<Store, Fair> OPEN = new EnumMap<>(Store.class);

    final Cast cast;
    final Sets sets;
    private final CodeDesk desk;
    private final Deque<Label> pile;

    /** A car of a ride. */
    record Car(String id, Label label) {}

    /** Bumper cars: the mother with her label at the notice, and her cars with theirs. */
    record Ride(String id, String name, Label label, List<Car> cars) {}

    private Fair(Store store) {
        cast = Cast.shared(store);
        desk = new CodeDesk(cast);
        sets = new Sets(cast.unit);
        pile = desk.claimed(CodeDesk.OTHERS, 120);
    }

    static synchronized Fair on(Store store) {
        return OPEN.computeIfAbsent(store, Fair::new);
    }

    /** The next label of the pile. */
    Label label() {
        return pile.remove();
    }

    /** A device of the unit that bears a label at that position. */
    Ride posted(String category, String name, String position) {
        String id = cast.device(category, name);
        Label label = label();
        desk.post(label, id, position);
        return new Ride(id, name, label, List.of());
    }

    /** Bumper cars, so many of them, bound in one sitting. */
    Ride bumperCars(String name, int count) {
        Ride ride = posted("6A00", name, "passenger-notice");
        String sitting = sets.sitting(ride.id(), "car", "on-body");
        List<Car> cars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Label label = label();
            cars.add(new Car(sets.scan(sitting, label).expect(201).text("device"), label));
        }
        sets.close(sitting).expect(200);
        return new Ride(ride.id(), name, ride.label(), List.copyOf(cars));
    }
}
