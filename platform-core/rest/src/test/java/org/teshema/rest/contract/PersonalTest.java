package org.teshema.rest.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.teshema.rest.ops.OperationName;
import org.teshema.rest.read.Personal;

/** Every method that reads says that what it shows may be personal, or stands in a list that was written by hand. */
class PersonalTest {
    @Test
    void each_method_that_reads_is_personal_or_known_not_to_be() throws IOException {
        Set<String> personal = new TreeSet<>();
        Set<String> rest = new TreeSet<>();
        for (Class<?> resource : Contract.resources()) {
            for (Method method : Contract.methods(resource)) {
                if (Contract.verb(method).filter("get"::equals).isPresent()) {
                    (method.isAnnotationPresent(Personal.class) ? personal : rest).add(OperationName.of(method));
                }
            }
        }
        Set<String> known = listed();
        assertFalse(personal.isEmpty());
        assertEquals(String.join("\n", known), String.join("\n", rest));
    }

    private static Set<String> listed() throws IOException {
        try (var file = PersonalTest.class.getResourceAsStream("not-personal.txt")) {
            List<String> lines = Arrays.asList(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
            return lines.stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
