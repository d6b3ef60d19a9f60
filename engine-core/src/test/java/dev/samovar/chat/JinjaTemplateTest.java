package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.template.Moment;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JinjaTemplateTest {
    private static final Clock CLOCK = new Clock() {
        @Override
        public double seconds() {
            return 0;
        }

        @Override
        public Moment local() {
            return new Moment(2026, 1, 2, 15, 4, 5);
        }
    };

    private static String render(String template, String request) {
        ChatCompletionRequest read = ChatCompletionRequest.read(Json.parse(request));
        return new JinjaTemplate(template, Map.of("bos_token", "<s>"), List.of(), CLOCK)
                .render(read.messages(), read.tools(), read.templateArguments())
                .text();
    }

    @Test
    void knowsSpecialTokensTimeToolsAndArguments() {
        assertEquals(
                "<s> f 2026 True False",
                render(
                        "{{ bos_token }} {{ tools[0].function.name }} {{ strftime_now('%Y') }} {{ add_generation_prompt }}"
                                + " {{ enable_thinking }}{{ eos_token }}",
                        """
                        {"messages":[{"role":"user","content":"x"}],"chat_template_kwargs":{"enable_thinking":false},
                        "tools":[{"type":"function","function":{"name":"f"}}]}"""));
    }

    private static final String PARTS = """
            {"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}""";

    @Test
    void partsReachOnlyTemplatesThatKnowThem() {
        assertEquals("a\nb", render("{% for m in messages %}{{ m.content }}{% endfor %}", PARTS));
        assertEquals("a\nb!", render("{% for m in messages %}{{ m.content + '!' }}{% endfor %}", PARTS));
        assertEquals(
                "[a][b]",
                render("{% for m in messages %}{% for p in m.content %}[{{ p.text }}]{% endfor %}{% endfor %}", PARTS));
    }

    private static final String CALL = """
            {"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":
            {"name":"f","arguments":"{\\"b\\":1, \\"a\\":2}"}}]}]}""";

    @Test
    void argumentsAreTextWhereTheTemplateTakesTextAndObjectsElsewhere() {
        String begin = "{% for m in messages %}{% for c in m.tool_calls or [] %}";
        String end = "{% endfor %}{% endfor %}";
        assertEquals("{\"b\":1, \"a\":2}", render(begin + "{{ '' + c.function.arguments }}" + end, CALL));
        assertEquals("{\"b\": 1, \"a\": 2}", render(begin + "{{ c.function.arguments | tojson }}" + end, CALL));
        assertEquals(
                "b=1;a=2;",
                render(
                        begin + "{% for k, v in c.function.arguments.items() %}{{ k }}={{ v }};{% endfor %}" + end,
                        CALL));
    }

    @Test
    void reasoningHasAllItsNames() {
        assertEquals("hm hm", render("{{ messages[0].reasoning_content }} {{ messages[0].thinking }}", """
                {"messages":[{"role":"assistant","content":"x","reasoning":"hm"}]}"""));
    }

    @Test
    void whatTheTemplateRefusesIsTheCallersFault() {
        ApiException fault =
                assertThrows(ApiException.class, () -> render("{{ raise_exception('Roles must alternate') }}", PARTS));
        assertEquals("messages", fault.param());
        assertEquals("The model's chat template says: Roles must alternate", fault.getMessage());
        ApiException broken = assertThrows(ApiException.class, () -> render("a\n{{ messages.x.y }}", PARTS));
        assertTrue(String.valueOf(broken.getMessage()).contains("(line 2 of the template)"), broken.getMessage());
    }

    @Test
    void whatIsNoTemplateIsTheFilesFault() {
        ModelFormatException fault = assertThrows(
                ModelFormatException.class, () -> new JinjaTemplate("{% if %}", Map.of(), List.of(), CLOCK));
        assertTrue(String.valueOf(fault.getMessage()).contains("line 1"), fault.getMessage());
    }
}
