// Renders every case of published.json.gz with @huggingface/jinja and lists those where it differs from jinja2.
//
//     npm install @huggingface/jinja@0.5.11
//     TZ=UTC node huggingface_jinja.mjs ../../resources/dev/samovar/template/published.json.gz OUT.json
//
// OUT: {"version", "cases": how many there are, "differences": {reason: [[template, conversation]…]}}, numbers as in
// published.json.gz. Texts are compared, of errors only that there is one.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Template } from '@huggingface/jinja';

const [input, out] = process.argv.slice(2);
const published = JSON.parse(gunzipSync(readFileSync(input)));
const conversations = Object.values(published.conversations);

const [year, month, ...rest] = published.now;
const now = new Date(year, month - 1, ...rest).getTime();
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
};

function outcome(source, conversation) {
  try {
    const variables = { ...published.tokens, tools: null, documents: null, ...structuredClone(conversation) };
    return { text: new Template(source).render(variables) };
  } catch (e) {
    return { error: String(e.message) };
  }
}

// Why two outcomes differ; where both are texts, by what the first difference looks like.
function reason(jinja2, here) {
  if (here.error !== undefined) return `refuses what jinja2 renders: ${here.error}`;
  if (jinja2.text === undefined) return `renders what jinja2 refuses: ${jinja2.error ?? jinja2.refused}`;
  let at = 0;
  while (jinja2.text[at] === here.text[at]) at++;
  const rest = jinja2.text.slice(at);
  if (rest.startsWith('None')) return 'prints none as nothing';
  if (rest.startsWith("'") && here.text[at] === '"') return 'prints lists and dictionaries as JSON';
  if (rest.startsWith('&#34;')) return 'does not escape HTML';
  if (/SYSTEM_TOKEN|<<SYS>>|system\n/.test(jinja2.text)) return "takes '' for equal to false";
  throw new Error(`unexplained: ${JSON.stringify(rest.slice(0, 40))} but ${JSON.stringify(here.text.slice(at, at + 40))}`);
}

const differences = {};
published.templates.forEach(({ text }, t) =>
  conversations.forEach((conversation, c) => {
    const jinja2 = published.outputs[published.results[t][c]];
    const here = outcome(text, conversation);
    if (jinja2.text !== here.text) (differences[reason(jinja2, here)] ??= []).push([t, c]);
  }),
);

const { version } = JSON.parse(readFileSync('node_modules/@huggingface/jinja/package.json'));
const cases = published.templates.length * conversations.length;
const lines = Object.entries(differences)
  .sort()
  .map(([why, where]) => `${JSON.stringify(why)}: ${JSON.stringify(where)}`);
writeFileSync(out, `{"version": "${version}", "cases": ${cases}, "differences": {\n${lines.join(',\n')}\n}}\n`);
console.log(`${cases} cases,`, Object.fromEntries(Object.entries(differences).map(([why, { length }]) => [why, length])));
