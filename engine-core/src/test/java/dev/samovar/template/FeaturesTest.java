package dev.samovar.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.samovar.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each feature of the language does what it does in jinja2, faults and the lines of syntax errors included. */
class FeaturesTest {
    private final Oracle oracle = Oracle.read("features.json");

    @TestFactory
    Stream<DynamicTest> rendersAsJinja2() {
        return Oracle.items(oracle.data(), "cases").stream()
                .map(row -> DynamicTest.dynamicTest(Oracle.text(row, "template"), () -> check(row)));
    }

    private void check(Json row) {
        var variables = Oracle.variables(Oracle.member(oracle.data(), "variables"));
        Json outcome = oracle.outcome(Oracle.text(row, "template"), variables);
        assertEquals(row.get("text"), outcome.get("text"), outcome.text());
        assertEquals(row.get("refused"), outcome.get("refused"), outcome.text());
        if (row.get("error") != null) {
            assertNotNull(outcome.get("error"));
        }
        if (row.get("line") != null) {
            assertEquals(row.get("line"), outcome.get("line"), outcome.text());
        }
    }
}
