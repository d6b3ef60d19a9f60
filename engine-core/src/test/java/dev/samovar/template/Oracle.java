package dev.samovar.template;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What jinja2 made of templates; see {@code src/test/oracles/template}. */
record Oracle(Json data) {

    static Oracle read(String file) {
        try (InputStream in = Objects.requireNonNull(Oracle.class.getResourceAsStream(file), file)) {
            byte[] bytes = file.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            return new Oracle(Json.parse(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the template gives here: {@code text}, or {@code refused} or {@code error} with the reason. */
    Json outcome(String source, Map<String, Value> variables) {
        try {
            String text = Template.parse(source).render(variables, moment(), Limits.DEFAULT);
            return new Json.Obj(Map.of("text", new Json.Str(text)));
        } catch (TemplateException e) {
            String kind = e.fault() == TemplateException.Fault.REFUSED ? "refused" : "error";
            return new Json.Obj(Map.of(kind, new Json.Str(e.reason()), "line", Json.Num.of(e.line())));
        }
    }

    private Moment moment() {
        int[] now = items(data, "now").stream().mapToInt(Oracle::integer).toArray();
        return new Moment(now[0], now[1], now[2], now[3], now[4], now[5]);
    }

    static Map<String, Value> variables(Json object) {
        Map<String, Value> variables = new LinkedHashMap<>();
        ((Json.Obj) object).members().forEach((name, value) -> variables.put(name, Value.of(value)));
        return variables;
    }

    static Json member(Json object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    static List<Json> items(Json object, String name) {
        return ((Json.Arr) member(object, name)).items();
    }

    static String text(Json object, String name) {
        return ((Json.Str) member(object, name)).value();
    }

    static int integer(Json number) {
        return (int) ((Json.Num) number).value();
    }
}
