package org.teshema.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.teshema.api.archive.Concern;
import org.teshema.api.archive.EntryKind;
import org.teshema.api.code.CodeState;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.inbox.Inbox;
import org.teshema.engine.inbox.InboxItem;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.store.Database;
import org.teshema.engine.store.Writes;

class InboxScanTest {
    private static final EntryKind SAID =
            new EntryKind("crane/said", 1, Text.same("said"), List.of(), Set.of(), Set.of(Concern.values()));

    @ParameterizedTest
    @MethodSource("org.teshema.engine.store.TestDatabases#both")
    void an_item_names_the_code_that_is_on_the_device_and_a_unit_that_maintains_what_it_uses_is_told_once(
            Database database) {
        try (var city = new ScanCity(database)) {
            Actor unit = city.actor(OrganisationKind.USING_UNIT, "东方大厦", "310107");
            Actor bureau = city.actor(OrganisationKind.DISTRICT, "普陀区局", "310107");
            Actor inspector = city.actor(OrganisationKind.INSPECTION_BODY, "市特检院", "310000");
            long coded = city.crane(unit, unit, inspector);
            long blank = city.crane(unit, unit, inspector);
            city.code(CodeState.REPLACED, unit, Optional.of(coded));
            ScanCity.Printed code = city.code(CodeState.BOUND, unit, Optional.of(coded));
            city.append(coded, bureau, SAID, Map.of());
            city.append(blank, bureau, SAID, Map.of());
            var inbox = new Inbox(database, new Writes(database, ScanCity.CLOCK), city.table, ScanCity.CLOCK);
            List<InboxItem> items =
                    inbox.list(unit, Optional.empty(), Cursor.first()).items();
            assertEquals(
                    List.of(Optional.of(code.number()), Optional.empty()),
                    items.stream()
                            .map(item -> item.device().number().map(number -> number.digits()))
                            .toList());
            assertEquals(0, inbox.open(bureau), "who wrote it knows");
        }
    }
}
