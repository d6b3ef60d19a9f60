package dev.samovar.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every template found in published packages renders as jinja2 does; see {@code src/test/oracles/template}. */
class PublishedTemplatesTest {
    private final Json oracle = read();
    private final List<Json> now = items(oracle, "now");
    private final List<Json> outputs = items(oracle, "outputs");

    private static Json read() {
        var stream = PublishedTemplatesTest.class.getResourceAsStream("published.json.gz");
        try (var in = new GZIPInputStream(Objects.requireNonNull(stream))) {
            return Json.parse(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> rendersAsJinja2() {
        List<Json> templates = items(oracle, "templates");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            Json template = templates.get(i);
            List<Json> expected = ((Json.Arr) items(oracle, "results").get(i)).items();
            String name = ((Json.Str) items(template, "names").getFirst()).value();
            tests.add(DynamicTest.dynamicTest(name, () -> check(text(template, "text"), expected)));
        }
        return tests.stream();
    }

    private void check(String source, List<Json> expected) {
        int index = 0;
        for (var conversation :
                ((Json.Obj) member(oracle, "conversations")).members().entrySet()) {
            Json wanted = outputs.get((int) ((Json.Num) expected.get(index++)).value());
            if (wanted.get("error") != null) {
                assertTrue(fails(source, conversation.getValue()), conversation.getKey() + ": " + wanted.text());
            } else {
                assertEquals(
                        wanted.text(), outcome(source, conversation.getValue()).text(), conversation.getKey());
            }
        }
    }

    private boolean fails(String source, Json conversation) {
        return outcome(source, conversation).get("error") != null;
    }

    private Json outcome(String source, Json conversation) {
        try {
            String text = Template.parse(source).render(variables(conversation), moment(), Limits.DEFAULT);
            return new Json.Obj(Map.of("text", new Json.Str(text)));
        } catch (TemplateException e) {
            String kind = e.fault() == TemplateException.Fault.REFUSED ? "refused" : "error";
            return new Json.Obj(Map.of(kind, new Json.Str(e.reason())));
        }
    }

    private Map<String, Value> variables(Json conversation) {
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put("tools", Value.None.NONE);
        variables.put("documents", Value.None.NONE);
        ((Json.Obj) member(oracle, "tokens")).members().forEach((name, token) -> variables.put(name, Value.of(token)));
        ((Json.Obj) conversation).members().forEach((name, value) -> variables.put(name, Value.of(value)));
        return variables;
    }

    private Moment moment() {
        return new Moment(now(0), now(1), now(2), now(3), now(4), now(5));
    }

    private int now(int index) {
        return (int) ((Json.Num) now.get(index)).value();
    }

    private static Json member(Json object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    private static List<Json> items(Json object, String name) {
        return ((Json.Arr) member(object, name)).items();
    }

    private static String text(Json object, String name) {
        return ((Json.Str) member(object, name)).value();
    }
}
