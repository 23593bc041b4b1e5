package org.teshema.rest.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.teshema.api.device.OrganisationKind;
import org.teshema.api.text.Text;
import org.teshema.engine.account.Actor;
import org.teshema.engine.page.Cursor;
import org.teshema.engine.page.Page;
import org.teshema.engine.sheet.SheetForm;
import org.teshema.rest.Call;
import org.teshema.rest.TestServer;
import org.teshema.web.TablePage;

/** What is noted of a list that somebody took along: how much went out and what narrowed it, and no word of anybody. */
class TakenListTest {
    private static final Actor READER = TestServer.actor(1_007, OrganisationKind.DISTRICT, "310115");
    private static final Page<String> ALL = new Page<>(List.of("anna", "bert"), Optional.empty());
    private static final String NOTE = "teshema.reads - account 1007 of organisation 1007 took 2 rows of /people";

    private static Listing<String> people(Function<Cursor, Page<String>> rows) {
        return new Listing<>(
                        new Text("人员", "People"),
                        Text.same("-"),
                        List.of(Column.<String>words("姓名", "Name", name -> name)),
                        rows)
                .by(filter("name", "an-or-be"), filter("state", ""));
    }

    private static TablePage.Filter filter(String name, String value) {
        return new TablePage.Filter(name, Text.same(name), value, List.of());
    }

    private static StreamingOutput taken(Listing<String> listing) {
        var request = (HttpServletRequest) Proxy.newProxyInstance(
                TakenListTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getQueryString") ? "purpose=INCIDENT" : null);
        var call = new Call(request, token -> Optional.empty());
        return (StreamingOutput)
                TakenList.of(call, READER, "/people", listing, SheetForm.CSV).getEntity();
    }

    /** What is written into the log meanwhile. */
    private static String noted(Executable deed) {
        var log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            deed.execute();
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void it_is_told_by_which_filters_it_was_narrowed_and_not_what_was_typed_in_them() {
        var out = new ByteArrayOutputStream();
        String noted = noted(() ->
                taken(people(cursor -> ALL).holding(Listing.Holds.ENTRIES)).write(out));
        assertTrue(noted.contains(NOTE + " narrowed by [name] for INCIDENT"), noted);
        assertFalse(noted.contains("an-or-be") || noted.contains("anna") || noted.contains(READER.login()), noted);
        assertEquals("\uFEFF姓名\r\nanna\r\nbert\r\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void what_went_out_before_it_broke_off_is_noted_all_the_same() {
        Listing<String> breaking = people(cursor -> {
                    if (cursor.after() > 0) {
                        throw new IllegalStateException("the database has gone away");
                    }
                    return new Page<>(ALL.items(), Optional.of("p2"));
                })
                .holding(Listing.Holds.ENTRIES);
        StreamingOutput half = taken(breaking);
        String noted =
                noted(() -> assertThrows(IllegalStateException.class, () -> half.write(new ByteArrayOutputStream())));
        assertTrue(noted.contains(NOTE), noted);
    }

    @Test
    void of_a_list_that_holds_nothing_personal_nothing_is_noted() {
        String noted = noted(() -> taken(people(cursor -> ALL)).write(new ByteArrayOutputStream()));
        assertFalse(noted.contains("teshema.reads"), noted);
    }
}
