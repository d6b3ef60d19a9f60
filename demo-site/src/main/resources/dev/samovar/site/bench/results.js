// The report for people: bars, a table of medians, GPU time by kernel.
import { chart } from './bars.js';
import { element } from './element.js';

const COLUMNS = [
  ['Prompt', (result) => result.prompt_tokens],
  ['Prefill, tok/s', ({ median }) => rate(median.prefill_tokens_per_s)],
  ['Decode, tok/s', ({ median }) => rate(median.decode_tokens_per_s)],
  ['First token, ms', ({ median }) => rate(median.time_to_first_token_s * 1000)],
  ['MB read a token', (result) => rate(result.bytes_per_token / 1e6)],
  ['Of bandwidth', (result) => (result.read_share ? `${(100 * result.read_share).toFixed(1)} %` : '–')],
  ['Dispatches a token', (_, model) => model.dispatches_per_token],
  ['Host, µs a token', ({ median }) => rate(median.host_us_per_token)],
];

export class Results {
  constructor(root) {
    this.root = root;
  }

  show(report) {
    this.root.hidden = false;
    const part = (id) => this.root.querySelector(`#${id}`);
    const measured = report.models.filter((model) => model.results?.length);
    part('machine').textContent = machine(report);
    part('charts').replaceChildren(...(measured.length ? charts(measured) : []));
    part('table').replaceChildren(...(measured.length ? [table(measured)] : []), ...report.models.filter((m) => m.error).map(failure));
    part('profiles').replaceChildren(...measured.filter((model) => model.decode_kernels).map(profile));
  }
}

function machine({ adapter, browser, commit, read_bytes_per_s: speed, repetitions, generated_tokens: generated }) {
  const parts = [adapter, browser, commit && `commit ${commit}`, speed && `reads its memory at ${rate(speed / 1e9)} GB/s`];
  return `${parts.filter(Boolean).join(' · ')}. Medians of ${repetitions} runs, ${generated} tokens generated.`;
}

function charts(models) {
  const figure = (caption, name) => chart(caption, models.map((model) => ({
    title: title(model),
    rows: model.results.map(({ prompt_tokens: length, median }) => ({
      label: `${length} tokens`,
      value: median[name],
      text: rate(median[name]),
    })),
  })));
  return [
    figure('Decode: tokens a second, after a prompt of', 'decode_tokens_per_s'),
    figure('Prefill: tokens a second, of a prompt of', 'prefill_tokens_per_s'),
  ];
}

function table(models) {
  const heads = ['Model', ...COLUMNS.map(([name]) => name)];
  const head = element('tr', {}, ...heads.map((name) => element('th', { scope: 'col' }, name)));
  const rows = models.flatMap((model) => model.results.map((result) => element('tr', {},
    element('th', { scope: 'row' }, title(model)),
    ...COLUMNS.map(([, value]) => element('td', {}, String(value(result, model)))))));
  const made = element('table', {}, element('caption', { className: 'hidden' }, 'Medians'), element('thead', {}, head), element('tbody', {}, ...rows));
  const scrolled = element('div', { className: 'wide-table', tabIndex: 0, role: 'region', ariaLabel: 'Table of medians' });
  scrolled.append(made);
  return scrolled;
}

function failure(model) {
  return element('p', { className: 'notice' }, element('strong', {}, `${title(model)} could not be measured. `), model.error);
}

function profile(model) {
  const { decode_kernels: decode, prefill_kernels: prefill } = model;
  return element('details', {},
    element('summary', {}, `GPU time by kernel: ${title(model)}`),
    kernels(`Decode: µs of a token at position ${decode.position}`, decode),
    kernels(`Prefill: µs of the first ${prefill.rows} tokens at most`, prefill));
}

function kernels(caption, { kernels }) {
  const sum = kernels.reduce((all, { microseconds }) => all + microseconds, 0);
  return chart(`${caption}, ${rate(sum)} in all`, [{
    rows: kernels.map(({ kernel, dispatches, microseconds }) => ({
      label: `${kernel} ×${dispatches}`,
      value: microseconds,
      text: `${rate(microseconds)} · ${((100 * microseconds) / sum).toFixed(0)} %`,
    })),
  }]);
}

function title({ model }) {
  return model.replace('random:', '').split('/').at(-1);
}

/** Three digits, all of those before the point. */
function rate(value) {
  return value < 100 ? String(Number(value.toPrecision(3))) : Math.round(value).toLocaleString('en');
}
