package dev.samovar.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile template ends in an exception: it neither hangs nor fills the memory nor overflows the stack. */
class LimitsTest {
    private static final Moment NOW = new Moment(2026, 1, 2, 3, 4, 5);
    private static final Duration SOON = Duration.ofSeconds(60);

    private static TemplateException failure(String template) {
        return assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                        TemplateException.class, () -> Template.parse(template).render(Map.of(), NOW, Limits.DEFAULT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}",
                "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{% for a in range(99999) %}{% for b in range(99999) %}{{ a * b }}{% endfor %}{% endfor %}",
                "{{ range(10 ** 15) }}",
                "{{ range(0, 10 ** 15, 10 ** 3) }}",
                "{{ 'a' * 10 ** 12 }}",
                "{{ [1] * 10 ** 12 }}",
                "{{ ('a' * 10 ** 7) * 10 ** 7 }}",
                "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
                "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
                "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
                "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s.replace('a', n.s) %}{% endfor %}",
                "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = [n.s, n.s] | join(n.s) %}{% endfor %}",
                "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s }}",
                "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s | tojson }}",
                "{% set n = namespace(s=[1], t=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% set n.t = [n.t, n.t] %}{% endfor %}{{ n.s == n.t }}",
                "{% set n = namespace(s=[1], t=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% set n.t = [n.t, n.t] %}{% endfor %}{{ n.s < n.t }}",
                "{% set n = namespace(s=[]) %}{% for i in range(99999) %}{% set n.s = [n.s] %}{% endfor %}{{ n.s }}",
                "{% set n = namespace(s=[]) %}{% for i in range(99999) %}{% set n.s = {'a': n.s} %}{% endfor %}{{ n.s | tojson }}",
                "{{ 'a'.center(10 ** 12) }}",
                "{{ 'a'.ljust(10 ** 12) }}",
                "{{ 'a'.zfill(10 ** 12) }}",
                "{{ 'a' | indent(10 ** 12, true) }}",
                "{{ [[1]] | tojson(indent=10 ** 12) }}",
                "{{ '%999999999d' | format(1) }}",
                "{{ '%.999999999f' | format(1.5) }}",
                "{{ '{:999999999}'.format(1) }}",
                "{{ [1] | batch(10 ** 12, 0) | list }}",
                "{% set s = 'a' * 4000000 %}{% set t = 'a' * 2000000 ~ 'b' %}{{ t in s }}",
                "{% set s = 'a' * 4000000 %}{% set t = 'a' * 2000000 ~ 'b' %}{{ s.split(t) | length }}",
                "{% set s = 'a' * 4000000 %}{% set t = 'a' * 2000000 ~ 'b' %}{{ s.find(t) }}",
                "{% set s = 'abc' * 999999 %}{% for i in range(99999) %}{% set x = s.upper() %}{% endfor %}",
                "{% set s = 'abc' * 999999 %}{% for i in range(99999) %}{% set x = s[1:] %}{% endfor %}",
                "{% set s = 'abc' * 999999 %}{% for i in range(99999) %}{{ s == 'abc' * 999999 }}{% endfor %}",
                "{% set s = ' ' * 9999999 %}{% for i in range(99999) %}{% set x = s.strip() %}{% endfor %}",
                "{% set s = ' ' * 9999999 %}{% for i in range(99999) %}{% set x = s is lower %}{% endfor %}",
                "{% set s = ' ' * 9999999 %}{% for i in range(99999) %}{% set x = s.isupper() %}{% endfor %}",
                "{% set s = ' ' * 9999999 %}{% for i in range(99999) %}{% set x = s | wordcount %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in range(99999) %}{% set x = -1 in s %}{% endfor %}",
                "{% set s = range(99999) | list %}{{ s | unique | list | length }}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = s | sort %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = s | map('string') | list %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = s | sum %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = s[::-1] %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = s | reverse %}{% endfor %}",
                "{% set s = range(99999) | list %}{% for i in s %}{% set x = namespace(*[s]) %}{% endfor %}",
            })
    void isBounded(String template) {
        failure(template);
    }

    @Test
    void deepNestingIsASyntaxError() {
        for (String open : new String[] {
            "{{ ((", "{{ [[", "{{ not not ", "{{ - - ", "{{ {1:{1:", "{{ a[a[", "{{ f(f(", "{{ 1 if 1 if "
        }) {
            String half = open.substring(3, 3 + (open.length() - 3) / 2);
            TemplateException fault = failure("{{ " + half.repeat(5000));
            assertEquals(TemplateException.Fault.SYNTAX, fault.fault(), open);
        }
        assertEquals(
                TemplateException.Fault.SYNTAX,
                failure("{% if a %}".repeat(5000)).fault());
        assertEquals(
                TemplateException.Fault.SYNTAX,
                failure("{% set " + "(".repeat(5000)).fault());
        assertEquals(
                TemplateException.Fault.SYNTAX,
                failure("{{ 1 " + "if 1 else 1 ".repeat(5000) + "}}").fault());
    }

    @Test
    void longChainsAreBoundedToo() {
        for (String link : new String[] {".a", "[0]", "()", "|upper", " + 1", " * 1", " is defined", " ** 1"}) {
            assertNotNull(failure("{{ 1" + link.repeat(100_000) + " }}"), link);
        }
        for (String link : new String[] {" ~ 1", " or 0", " and 1", " < 2", ", 1"}) {
            String template = "{{ 1" + link.repeat(10_000) + " }}";
            assertTrue(
                    !Template.parse(template)
                            .render(Map.of(), NOW, Limits.DEFAULT)
                            .isEmpty(),
                    link);
        }
    }

    /** Any text is a template or a template exception. */
    @Test
    void noiseIsNoTrap() {
        String[] pieces = {
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-",
            "+",
            " ",
            "\n",
            "if",
            "for",
            "x",
            "in",
            "else",
            "endif",
            "endfor",
            "set",
            "=",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "|",
            "is",
            "not",
            "'",
            "\"",
            "\\",
            "1",
            ".",
            ",",
            ":",
            "~",
            "macro",
            "raw",
            "endraw",
            "loop",
            "join",
            "defined",
            "**",
            "e5",
            "\ud83d",
            "\u0000",
            "generation",
            "call",
            "endcall"
        };
        var random = new Random(7);
        for (int round = 0; round < 30_000; round++) {
            var text = new StringBuilder(round % 3 == 0 ? "{% " : "{{ ");
            for (int i = random.nextInt(25); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? " " : "");
            }
            String template = text.append(round % 3 == 0 ? " %}" : " }}").toString();
            try {
                Template.parse(template).render(Map.of(), NOW, Limits.DEFAULT);
            } catch (TemplateException expected) {
                assertNotNull(expected.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(template, e);
            }
        }
    }
}
