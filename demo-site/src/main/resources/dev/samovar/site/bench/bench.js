// The bench: how fast models run in this browser. The page and the command line both run this; what it reports is the
// JSON of docs/benchmarks.
import { readBandwidth } from './bandwidth.js';
import { TimedModel } from './timed-model.js';
import { result } from './result.js';

/**
 * Measures models one after the other; one that fails says so in its part of the report.
 *
 * @param settings `{ models: [{ name, address }], prompts, generate, repetitions, kernels, memory, options }`: lengths in
 *   tokens, whether to time kernels, whether to ask for the page's memory, and options of createEngine
 * @param onProgress told `{ text, done, total }`
 * @param onReport told the report whenever it has grown
 * @param signal aborting ends the bench, and rejects with the signal's reason
 */
export async function bench(settings, { onProgress = () => {}, onReport = () => {}, signal } = {}) {
  const { models, prompts, repetitions, kernels } = settings;
  const steps = 2 + prompts.length * repetitions + (kernels ? 1 : 0); // of a model: loading, warming up, …
  const total = 1 + models.length * steps;
  onProgress({ text: 'reading memory', done: 0, total });
  const report = {
    date: new Date().toISOString(),
    commit: await commit(),
    adapter: null,
    browser: await browser(),
    flags: null,
    read_bytes_per_s: await readBandwidth(signal),
    generated_tokens: settings.generate,
    repetitions,
    sampling: 'greedy',
    options: settings.options ?? {},
    models: [],
  };
  for (const [index, model] of models.entries()) {
    const measured = { model: model.name };
    report.models.push(measured);
    let done = 1 + index * steps;
    const begin = (text) => {
      signal?.throwIfAborted();
      onProgress({ text: `${model.name}: ${text}`, done: done++, total });
    };
    try {
      await measure(model.address, settings, { report, measured, begin, onReport, signal });
    } catch (error) {
      signal?.throwIfAborted();
      measured.error = error.message;
      onReport(report);
    }
  }
  onProgress({ text: 'done', done: total, total });
  return report;
}

async function measure(address, settings, { report, measured, begin, onReport, signal }) {
  begin('loading');
  const model = await TimedModel.load(address, settings, signal);
  try {
    const { adapter, ...facts } = model.facts;
    report.adapter = adapter;
    Object.assign(measured, facts, { results: [] });
    begin('warming up');
    await model.warmUp();
    for (const length of model.prompts) {
      const runs = [];
      while (runs.length < settings.repetitions) {
        begin(`prompt of ${length} tokens, run ${runs.length + 1} of ${settings.repetitions}`);
        runs.push(await model.run(length));
      }
      measured.results.push(result(length, runs, facts, report));
      onReport(report);
    }
    if (settings.kernels) {
      begin('timing kernels');
      Object.assign(measured, await model.kernels());
      onReport(report);
    }
    if (settings.memory) measured.page_memory_bytes = (await performance.measureUserAgentSpecificMemory()).bytes;
  } finally {
    model.unload();
  }
}

/** Of the sources that are served, where the server knows it. */
async function commit() {
  const response = await fetch(new URL('../build.json', import.meta.url)).catch(() => null);
  return response?.ok ? (await response.json()).commit : null;
}

/** With the whole version where the browser tells it. */
async function browser() {
  const hints = await navigator.userAgentData?.getHighEntropyValues(['fullVersionList', 'platform']);
  const brand = hints?.fullVersionList?.findLast(({ brand }) => !/not.?a/i.test(brand)); // made-up ones are among them
  return brand ? `${brand.brand} ${brand.version}, ${hints.platform}` : navigator.userAgent;
}
