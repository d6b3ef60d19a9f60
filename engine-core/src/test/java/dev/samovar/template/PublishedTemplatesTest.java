package dev.samovar.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every template found in published packages renders every conversation as jinja2 does, or fails where it fails. */
class PublishedTemplatesTest {
    private final Oracle oracle = Oracle.read("published.json.gz");
    private final List<Json> outputs = Oracle.items(oracle.data(), "outputs");

    @TestFactory
    Stream<DynamicTest> rendersAsJinja2() {
        List<Json> templates = Oracle.items(oracle.data(), "templates");
        List<Json> results = Oracle.items(oracle.data(), "results");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            Json template = templates.get(i);
            List<Json> expected = ((Json.Arr) results.get(i)).items();
            String name = ((Json.Str) Oracle.items(template, "names").getFirst()).value();
            tests.add(DynamicTest.dynamicTest(name, () -> check(Oracle.text(template, "text"), expected)));
        }
        return tests.stream();
    }

    private void check(String source, List<Json> expected) {
        Json conversations = Oracle.member(oracle.data(), "conversations");
        int index = 0;
        for (var conversation : ((Json.Obj) conversations).members().entrySet()) {
            Json wanted = outputs.get(Oracle.integer(expected.get(index++)));
            Json outcome = oracle.outcome(source, variables(oracle, conversation.getValue()));
            String what = conversation.getKey() + ": jinja2 gave " + wanted.text() + ", here " + outcome.text();
            assertEquals(wanted.get("text"), outcome.get("text"), what);
            assertEquals(wanted.get("refused"), outcome.get("refused"), what);
            if (wanted.get("error") != null) {
                assertNotNull(outcome.get("error"), what);
            }
        }
    }

    static Map<String, Value> variables(Oracle oracle, Json conversation) {
        Map<String, Value> variables = Oracle.variables(Oracle.member(oracle.data(), "tokens"));
        variables.put("tools", Value.None.NONE);
        variables.put("documents", Value.None.NONE);
        variables.putAll(Oracle.variables(conversation));
        return variables;
    }
}
