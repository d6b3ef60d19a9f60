"""Renders small templates, one a feature of the language, with jinja2 as transformers sets it up.

    pip install transformers jinja2
    python features.py OUT.json

OUT: [{"template", "text"} or {"template", "refused"} or {"template", "error"}]. Every template sees VARIABLES.
"""
import datetime, json, sys
import jinja2
from transformers.utils import chat_template_utils as hf

VARIABLES = {
    "s": "Hello, World", "empty": "", "n": 7, "x": 2.5, "yes": True, "no": False, "nothing": None, "u": "añ😀b",
    "words": ["pear", "Apple", "fig", "apple"], "numbers": [3, 1, 2], "nested": [[1, 2], [3]], "blank": [],
    "d": {"b": 1, "a": [1, {"c": None}], "items": "mine"}, "quotes": "it's \"q\"", "lines": "one\n\n  two\nthree\n",
    "people": [{"name": "Ann", "age": 30, "home": {"city": "Oslo"}}, {"name": "bob", "age": 20}, {"name": "Cy", "age": 30, "home": {"city": "Rome"}}],
    "html": "<a href='x'>&\"</a>", "number_text": " 42 ", "big": 1234567890123, "tiny": 0.00001, "huge": 1e16,
}

class Frozen(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime(2026, 1, 2, 15, 4, 5)

hf.datetime = Frozen

CASES = r'''
{{ s }}|{{ missing }}|{{ nothing }}|{{ yes }}|{{ x }}|{{ n }}
{{ words }} {{ d }} {{ (1,) }} {{ (1, 'a') }} {{ () }} {{ [] }} {{ {} }} {{ quotes }} {{ [quotes, 'a\nb', 'é\u200b'] }}
{{ 1.0 }} {{ 0.1 }} {{ 1e5 }} {{ 1e16 }} {{ 123456789012345680.0 }} {{ 1e-4 }} {{ 0.00001 }} {{ -0.0 }} {{ 100.0 }} {{ tiny }} {{ huge }} {{ big }}
{{ 1 + 2 * 3 - 4 }} {{ 7 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 7.5 // 2 }} {{ -7.5 % 2 }} {{ 2 ** 3 ** 2 }}
{{ -n|abs }} {{ -2 ** 2 }} {{ +n }} {{ - -n }} {{ not n }} {{ not not n }}
{{ 'a' ~ 1 ~ none ~ [1] ~ 2.0 }} {{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ [1] * 2 + [2] }} {{ (1,) + (2,) }}
{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 1 == 1.0 }} {{ true == 1 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ 1 != 2 }} {{ none == none }} {{ missing == missing2 }} {{ '1' == 1 }}
{{ 'a' in 'cat' }} {{ 1 in numbers }} {{ 'b' in d }} {{ 'z' not in d }} {{ 'x' in missing }} {{ 1.0 in [1] }} {{ true in [1] }}
{{ n if yes else 'no' }} {{ 'a' if no }} {{ 'a' if no else 'b' if no else 'c' }} {{ (1 if yes) + 1 }}
{{ yes and 'x' }} {{ no or 'y' }} {{ '' or [] }} {{ 0 and missing.x }} {{ 1 and 2 and 3 }} {{ none or false or '' }}
{{ s[0] }} {{ s[-1] }} {{ s[100] }} {{ s[1:4] }} {{ s[::-1] }} {{ s[-5:] }} {{ s[:-7] }} {{ s[::3] }} {{ s[10:2:-2] }} {{ s[100:] }} {{ s[-100:3] }}
{{ u[1] }} {{ u[2] }} {{ u|length }} {{ u[::-1] }} {{ u[2:] }} {{ u.find('b') }} {% for c in u %}[{{ c }}]{% endfor %}
{{ numbers[0] }} {{ numbers[-1] }} {{ numbers[5] }} {{ numbers[1:] }} {{ numbers[::-1] }} {{ numbers[:0] }} {{ (1,2,3)[1:] }}
{{ d.b }} {{ d['b'] }} {{ d.items is callable }} {{ d['items'] }}
{{ d.get('b') }} {{ d.get('zz') }} {{ d.get('zz', 5) }} {{ d.keys()|list }} {{ d.values()|list }} {{ d.a[1].c }} {{ d.zz }} {{ d.zz is defined }} {{ d['zz'] is defined }}
{{ people[0].home.city }} {{ people[1].home }} {{ nested[0][1] }} {{ nested.0.1 }}
{{ missing.x }}
{{ people[1].home.city }}
{{ missing() }}
{{ s() }}
{{ n + 'a' }}
{{ 'a' + 1 }}
{{ missing + 1 }}
{{ none + 1 }}
{{ 1 / 0 }}
{{ none | length }}
{{ 5 is divisibleby 0 }}
{{ s | nosuchfilter }}
{{ s is nosuchtest }}
{{ 'a' < 1 }}
{% for i in 5 %}{% endfor %}
{% for i in none %}{% endfor %}
{% for i in numbers %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}
{% for i in numbers %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.previtem }}{{ loop.nextitem }};{% endfor %}
{% for i in numbers if i > 1 %}{{ loop.index }}:{{ i }} {% else %}none{% endfor %}{% for i in blank %}x{% else %}none{% endfor %}{% for i in missing %}x{% else %}undefined{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}
{% for k in d %}{{ k }};{% endfor %}{% for a, b in [[1, 2], (3, 4)] %}{{ a + b }};{% endfor %}{% for (a, (b, c)) in [[1, [2, 3]]] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for a, b in [[1]] %}{% endfor %}
{% for i in range(10) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% for i in range(3) %}{{ loop.cycle('a', 'b') }}{% endfor %} {% for i in [1,1,2] %}{{ loop.changed(i) }}{% endfor %}
{% for n in [{'v': 1, 'c': [{'v': 2, 'c': []}]}] recursive %}{{ n.v }}@{{ loop.depth }}{{ loop(n.c) }}{% endfor %}
{% for i in range(2) %}{% for j in range(2) %}{{ loop.index }}{{ i }}{{ j }} {% endfor %}{{ loop.index }};{% endfor %}
{% set a = 1 %}{% for i in numbers %}{{ a }}{% set a = i %}{% endfor %}{{ a }}
{% set ns = namespace(a=1, b='x') %}{% for i in numbers %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns.a }}{{ ns.b }}{{ ns.c is defined }}
{% set ns = namespace({'a': 5}, b=2) %}{{ ns.a + ns.b }}
{% set a.b = 1 %}
{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set t = 1, 2 %}{{ t }}{% set (p, q) = [3, 4] %}{{ p }}{{ q }}
{% set a %}x{{ n }}y{% endset %}{{ a }}{% set b | upper | trim %} hi {% endset %}{{ b }}
{% if yes %}{% set a = 1 %}{% endif %}{{ a }}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}
{% if no %}a{% elif n == 7 %}b{% else %}c{% endif %}{% if missing %}x{% endif %}{% if blank %}x{% else %}y{% endif %}{% if 0.0 %}x{% endif %}
{% macro m(a, b='B', c=none) %}{{ a }}{{ b }}{{ c }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1) }}|{{ m(1, 2, 3, 4, k=5) }}|{{ m(c=1, a=2) }}|{{ m() }}
{% macro m(a=1, b) %}{% endmacro %}
{% macro m(x) %}<{{ caller('y') }}{{ x }}>{% endmacro %}{% call(q) m(3) %}c{{ q }}{% endcall %}
{% macro f(i) %}{% if i > 0 %}{{ i }}{{ f(i - 1) }}{% endif %}{% endmacro %}{{ f(3) }}
{% set v = 1 %}{% macro m() %}{{ v }}{% endmacro %}{% set v = 2 %}{{ m() }}{% macro o(a=v) %}{{ a }}{% endmacro %}{% set v = 3 %}{{ o() }}
{% filter upper %}abc {{ s }}{% endfilter %}{% filter replace('a', 'b') | trim %} aaa {% endfilter %}
{% generation %}gen {{ n }}{% set inner = 1 %}{% endgeneration %}{{ inner is defined }}
{% raw %}{{ not }} {% if %}{% endraw %}!{%- raw -%} x {%- endraw -%} y
a {# comment {{ x }} #} b {#- strip -#} c
{{ '{{' }} {{ "}}" }} {{ {'a': {'b': 1}}['a']['b'] }} {{ '%}' }}
{{ 'a' 'b' "c" }} {{ 'a\tb\\n\'\"\x41\u00e9\101\q' }} {{ "\n" }}|
{{ 1_000 }} {{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 1e3 }} {{ 1.5e-3 }}
{{ true }} {{ True }} {{ none }} {{ None }} {{ false }}
{{ 'abc' | upper }} {{ 'ABC' | lower }} {{ 'aBC dE' | capitalize }} {{ "they're bill's friends-and (foes)" | title }} {{ '  x ' | trim }}| {{ 'xxaxx' | trim('x') }}
{{ s | replace('l', 'L') }} {{ s | replace('l', 'L', 1) }} {{ s | replace('', '-') }} {{ 5 | replace(5, 6) }}
{{ words | join(', ') }} {{ numbers | join }} {{ people | join('/', attribute='name') }} {{ s | join('.') }}
{{ words | sort }} {{ words | sort(case_sensitive=true) }} {{ numbers | sort(reverse=true) }} {{ people | sort(attribute='age,name') | map(attribute='name') | list }}
{{ words | first }} {{ words | last }} {{ blank | first }} {{ s | first }} {{ words | length }} {{ d | count }} {{ words | unique | list }} {{ numbers | min }} {{ numbers | max }} {{ numbers | sum }} {{ people | sum('age') }} {{ people | max(attribute='age') }}
{{ words | reverse | list }} {{ s | reverse }} {{ s | list }} {{ d | list }} {{ range(5) | batch(2) | list }} {{ range(5) | batch(2, 0) | list }} {{ range(7) | slice(3) | list }} {{ range(7) | slice(3, 'x') | list }}
{{ d | dictsort }} {{ {'B': 1, 'a': 2} | dictsort }} {{ {'B': 2, 'a': 1} | dictsort(by='value') }} {{ {'B': 1, 'a': 2} | dictsort(true, reverse=true) }} {{ {'q': 1} | items | list }}
{{ people | selectattr('home') | map(attribute='name') | list }} {{ people | selectattr('age', 'equalto', 30) | list | length }} {{ people | rejectattr('age', 'gt', 25) | map(attribute='name') | join }} {{ people | map(attribute='home.city', default='?') | list }} {{ numbers | select('odd') | list }} {{ numbers | reject('odd') | list }} {{ [0, 1, none, 'a'] | select | list }} {{ words | map('upper') | list }} {{ nested | map('length') | list }} {{ none | selectattr('x') | list }} {{ people | groupby('age') | list }} {% for age, group in people | groupby('age') %}{{ age }}:{{ group | map(attribute='name') | join(',') }};{% endfor %}
{% if words | select('equalto', 'zzz') %}always{% endif %} {{ (words | map('upper')) is sequence }} {{ (words | map('upper')) is iterable }}
{{ missing | default('x') }} {{ '' | default('x') }} {{ '' | default('x', true) }} {{ none | d('x') }} {{ none | d('x', boolean=true) }} {{ missing | d }}|
{{ '42' | int }} {{ 'x' | int }} {{ 'x' | int(5) }} {{ '3.9' | int }} {{ 3.9 | int }} {{ '1f' | int(base=16) }} {{ number_text | int }} {{ '2.5' | float }} {{ 'x' | float }} {{ n | float }} {{ yes | int }} {{ none | int }} {{ 2.567 | round(1) }} {{ 2.5 | round }} {{ 3.5 | round }} {{ 2.1 | round(0, 'ceil') }} {{ 2.19 | round(1, 'floor') }} {{ 7 | round }} {{ -3 | abs }}
{{ d | tojson }} {{ [1, 2.0, none, true, 'é<&>"\u2028'] | tojson }} {{ words | tojson(indent=2) }} {{ d | tojson(indent=4) }} {{ d | tojson(separators=(',', ':')) }} {{ {'b': 1, 'a': 2} | tojson(sort_keys=true) }} {{ 'é😀' | tojson(ensure_ascii=true) }} {{ {} | tojson(indent=2) }} {{ {1: 2, none: 3} | tojson }} {{ tiny | tojson }} {{ '\x7f\x01' | tojson }}
{{ missing | tojson }}
{{ (words | map('upper')) | tojson }}
{{ lines | indent }}|{{ lines | indent(2, true) }}|{{ lines | indent(2, blank=true) }}|{{ lines | indent('> ') }}
{{ 'one two three four' | truncate(10) }} {{ 'one two three four' | truncate(10, true) }} {{ 'one two three four' | truncate(10, false, '!', 0) }} {{ 'short' | truncate(3) }} {{ 'a b-c, d' | wordcount }} {{ 'ab' | center(7) }}| {{ 'abc' | center(6) }}|
{{ html | e }} {{ html | escape | escape }} {{ html | safe }} {{ ('<b>' | safe) + html }} {{ ('<b>' | safe) ~ html }} {{ 'x' | safe is escaped }}
{{ '%s is %d and %5.2f%%' | format('x', 3, 2.5) }} {{ '%s' % 'a' }} {{ '%s-%s' % (1, 'b') }} {{ '%(a)s' | format(a=1) }} {{ '%05d|%-5s|%x' | format(42, 'ab', 255) }} {{ '%r' | format('a') }}
{{ '{} {}'.format(1, 'b') }} {{ '{0}{1}{0}'.format('a', 'b') }} {{ '{x}-{y:>4}'.format(x=1, y='a') }} {{ '{:05.1f}'.format(2.55) }} {{ '{:,}'.format(1234567) }} {{ '{!r}'.format('a') }} {{ '{{}}'.format() }} {{ '{:^7}|{:*<4}'.format('mid', 'x') }}
{{ s.upper() }} {{ s.lower() }} {{ 'hello world'.title() }} {{ 'hELLO'.capitalize() }} {{ 'aB'.swapcase() }} {{ s.startswith('Hell') }} {{ s.endswith(('x', 'World')) }} {{ s.startswith('ello', 1) }}
{{ '  a '.strip() }}|{{ '  a '.lstrip() }}|{{ '  a '.rstrip() }}|{{ 'xxaxx'.strip('x') }} {{ 'abcab'.lstrip('ab') }} {{ '\u00a0a\u2003'.strip() }} {{ '\u200ba'.strip() | length }}
{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ ' a b  c '.split(none, 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ 'a b c'.rsplit(maxsplit=1) }} {{ ''.split() }} {{ ''.split(',') }} {{ 'abc'.split('</think>')[-1] }}
{{ 'a</think>b</think>c'.split('</think>')[-1].lstrip('\n') }} {{ 'a\nb\r\nc\n'.splitlines() }} {{ 'a\nb'.splitlines(true) }} {{ 'k=v=w'.partition('=') }} {{ 'k=v=w'.rpartition('=') }} {{ 'x'.partition('=') }}
{{ s.find('o') }} {{ s.rfind('o') }} {{ s.find('zz') }} {{ s.index('W') }} {{ s.count('l') }} {{ s.find('o', 5) }} {{ s.replace('l', '') }} {{ s.replace('l', 'L', 2) }} {{ ', '.join(words) }} {{ ''.join(['a', 'b']) }}
{{ s.index('zz') }}
{{ ','.join(numbers) }}
{{ '12'.isdigit() }} {{ 'a1'.isalnum() }} {{ 'ab'.isalpha() }} {{ ' '.isspace() }} {{ ''.isspace() }} {{ 'ab'.islower() }} {{ 'AB1'.isupper() }} {{ '7'.zfill(3) }} {{ '-7'.zfill(4) }} {{ 'a'.ljust(3) }}| {{ 'a'.rjust(3, '.') }} {{ 'a'.center(4, '*') }} {{ 'prefix-x'.removeprefix('prefix-') }} {{ 'x.py'.removesuffix('.py') }}
{{ numbers.index(1) }} {{ numbers.count(1) }} {{ (1, 2).index(2) }}
{{ numbers.append(4) }}
{{ d.update({}) }}
{{ d.pop('b') }}
{{ missing is defined }} {{ missing is undefined }} {{ nothing is none }} {{ n is number }} {{ x is float }} {{ n is integer }} {{ yes is integer }} {{ yes is boolean }} {{ yes is number }} {{ s is string }} {{ d is mapping }} {{ words is sequence }} {{ s is sequence }} {{ d is sequence }} {{ n is iterable }} {{ s is iterable }} {{ missing is iterable }} {{ range is callable }} {{ s is callable }}
{{ 3 is odd }} {{ 3 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 'a' is lower }} {{ 'A' is upper }} {{ 1 is eq 1 }} {{ 1 is ne(2) }} {{ 1 is lt 2 }} {{ 2 is ge 2 }} {{ 'a' is in 'abc' }} {{ 1 is in [1] }} {{ yes is true }} {{ no is false }} {{ 1 is true }} {{ none is sameas none }} {{ 'upper' is filter }} {{ 'odd' is test }} {{ 3 is not even }} {{ not 3 is even }} {{ n is not none and n > 3 }} {{ 1 is equalto 1 or false }} {{ n is defined and s is string }}
{{ range(3) | list }} {{ range(1, 7, 2) | list }} {{ range(5, 0, -2) | list }} {{ range(0) | list }} {{ dict(a=1, b=2) }} {{ dict({'x': 1}, y=2) }} {{ dict([['a', 1]]) }}
{% set j = joiner(', ') %}{% for i in numbers %}{{ j() }}{{ i }}{% endfor %}
{{ raise_exception('no way') }}
{% if raise_exception('deep: ' ~ n) %}{% endif %}
{{ strftime_now('%Y-%m-%d %H:%M:%S %a %A %b %B %j %y %I %p %d %e %%') }} {{ strftime_now('%-d %-m') }}
{%- for i in range(3) -%} {{ i }} {%- endfor %}
{{ '' if blank else 'e' }}{{ "a" "b" ~ 'c' * 2 }}{{ 1 ~ 2 * 3 }}
{{ words[0][0] | upper ~ words[0][1:] }}{{ -1 | abs }}{{ 2 - 1 | abs }}{{ 'a' | upper == 'A' }}
{{ [x, n] | map('string') | join(',') }} {{ people | map(attribute='age') | sum }} {{ people | map(attribute='name') | map('lower') | join(' ') }}
{{ none is none }} {{ d.a is sequence and d.a is not string }} {{ [] is mapping }} {{ d.b is number and d.b is not boolean }}
{{ loop is defined }} {{ caller is defined }} {{ namespace is defined }}
'''

# Whitespace, several lines, and what is no template.
LAYOUT = [
    '{%- if true -%}  x  {%- endif -%}  y',
    '  {% if true %}\n    indented\n  {% endif %}\nline',
    '{{ 1 }}  \n  {{ 2 }}',
    '{%+ if true %}a{% endif %}\n  {%+ if true +%}\nb\n{% endif +%}\nc',
    '{% for i in [1, 2] %}\n - {{ i }}\n{% endfor %}\nend',
    "{{ n }}\n{{- ' x' -}}\n  {{ n }}",
    '{{ s\n   | upper }}',
    '{# a #}\n  {# b #}\nx',
    "{% set x = [\n  1, 2,\n] %}{{ x }}{{ {'a': 1,} }}{{ (1, 2,) }}",
    'a\n{% if true %}\n{{ missing.x }}\n{% endif %}',
    "a\nb {{ n }}\n{% set y = 'x\ny' %}{{ 1 + 'a' }}",
    'a\n\n{% if n = 1 %}',
    "{% for i in range(3) %}\r\n{{ i }}\r\n{% endfor %}\r\nx\r\n\r\n", "a\n\n", "a\n", "{{ 1 }}\n", "{% if true %}\nx\n{% endif %}\n\n",
    "  {% set a = 1 %}  b", "x  {% set a = 1 %}  b", "\n\n  {%- set a = 1 %}\n b", "{% set a = 1 -%}\n\n b", "a\n  {{- 1 }}\n", "  {#- x -#}\n  y", "\t{% if true %}\n\ta\n\t{% endif %}\n",
    "{% raw %}\n  {% x %}\n{% endraw %}\nz", "{% if true %}a", "{% endif %}", "{{ 1", "{% if %}", "{{ }}", "{{ 1 + }}", "{{ (1 }}", "{{ 'a }}", "{% foo %}", "{# x", "{{ a b }}", "{% for x %}{% endfor %}", "{% set = 1 %}",
    "{{ [1, }}", "{% macro %}{% endmacro %}", "{% else %}", "{{ 1 is is 2 }}", "{{ x | }}", "{{ a. }}", "{% if x %}{% endfor %}", "{{ { 1 } }}", "{% set true = 1 %}", "{{ ) }}", "{% break %}", "{{ f(a=1, 2) }}",
]


def outcome(template):
    try:
        return {"text": hf._compile_jinja_template(template).render(**VARIABLES)}
    except jinja2.exceptions.TemplateSyntaxError as e:
        return {"error": "syntax", "line": e.lineno}
    except jinja2.exceptions.TemplateError as e:
        return {"refused" if type(e) is jinja2.exceptions.TemplateError else "error": str(e)}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}


rows = [{"template": t, **outcome(t)} for t in CASES.strip("\n").split("\n") + LAYOUT]
with open(sys.argv[1], "w") as f:
    f.write('{"variables":' + json.dumps(VARIABLES, ensure_ascii=False) + ',\n"now":[2026,1,2,15,4,5],\n"cases":[\n')
    f.write(",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]}\n")
print(len(rows), "cases", {k: sum(k in r for r in rows) for k in ("text", "refused", "error")})
