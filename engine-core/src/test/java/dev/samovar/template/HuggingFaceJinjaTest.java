package dev.samovar.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Published templates against npm's {@code @huggingface/jinja}, which knows less of the language and is laxer with types.
 * Where it differs from jinja2, which {@code huggingface_jinja.json} lists with the reason, the engine does as jinja2.
 */
class HuggingFaceJinjaTest {
    private final Oracle published = Oracle.read("published.json.gz");
    private final Json other = Oracle.read("huggingface_jinja.json").data();

    /** The reason by template and conversation. */
    private final Map<List<Integer>, String> differences = new HashMap<>();

    HuggingFaceJinjaTest() {
        ((Json.Obj) Oracle.member(other, "differences")).members().forEach((reason, cases) -> {
            for (Json each : ((Json.Arr) cases).items()) {
                List<Integer> where =
                        ((Json.Arr) each).items().stream().map(Oracle::integer).toList();
                differences.put(where, reason);
            }
        });
    }

    @Test
    void givesTheSameTextsAsBothOrAsJinja2() {
        List<Json> outputs = Oracle.items(published.data(), "outputs");
        List<Json> results = Oracle.items(published.data(), "results");
        List<Json> conversations = List.copyOf(((Json.Obj) Oracle.member(published.data(), "conversations"))
                .members()
                .values());
        int agreeing = 0;
        int cases = 0;
        for (int t = 0; t < results.size(); t++) {
            Json template = Oracle.items(published.data(), "templates").get(t);
            List<Json> row = ((Json.Arr) results.get(t)).items();
            for (int c = 0; c < row.size(); c++) {
                Json jinja2 = outputs.get(Oracle.integer(row.get(c)));
                var variables = PublishedTemplatesTest.variables(published, conversations.get(c));
                Json here = published.outcome(Oracle.text(template, "text"), variables);
                String reason = differences.get(List.of(t, c));
                assertEquals(
                        jinja2.get("text"),
                        here.get("text"),
                        () -> template.get("names") + (reason == null ? ": in neither" : ": " + reason));
                agreeing += reason == null ? 1 : 0;
                cases++;
            }
        }
        assertEquals(
                Oracle.integer(Oracle.member(other, "cases")), cases, "huggingface_jinja.json is of other templates");
        assertTrue(agreeing > 0.88 * cases, agreeing + " of " + cases);
    }
}
