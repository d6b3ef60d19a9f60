// The bench's page: wires the form, the bench and what is shown of it.
import { Notice } from '../notice.js';
import { missing } from '../support.js';
import { bench } from './bench.js';
import { Form } from './form.js';
import { Results } from './results.js';

const $ = (id) => document.getElementById(id);
const form = new Form($('settings'), new URLSearchParams(location.search).get('model'));
const notice = new Notice($('notice'));
const results = new Results($('results'));
let running = null; // its AbortController
let json = '';

$('settings').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!running) start();
});
$('stop').addEventListener('click', () => running?.abort(new Error('Stopped.')));
$('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText(json);
  say('Copied.');
  $('copy').textContent = 'Copied';
  setTimeout(() => ($('copy').textContent = 'Copy as JSON'), 1500);
});

const lack = await missing();
if (lack) {
  notice.show(lack.title, lack.advice);
  $('start').disabled = true;
}
document.body.dataset.bench = 'ready';

async function start() {
  running = new AbortController();
  const { signal } = running;
  notice.hide();
  show('running');
  const awake = await navigator.wakeLock?.request('screen').catch(() => null);
  try {
    await bench(form.values(), { signal, onProgress: progress, onReport: report });
    say('The bench is done.');
  } catch (error) {
    if (signal.aborted) say('The bench was stopped.');
    else notice.show('The bench broke off.', [error.message]);
  }
  awake?.release();
  running = null;
  show('done');
}

function show(state) {
  const isRunning = state === 'running';
  document.body.dataset.bench = state;
  form.setRunning(isRunning);
  $('start').hidden = isRunning;
  $('stop').hidden = !isRunning;
  $('progress').hidden = !isRunning;
  $(isRunning ? 'stop' : 'start').focus();
}

function progress({ text, done, total }) {
  $('step').textContent = text.replace('random:', '');
  $('steps').textContent = `${done} of ${total}`;
  $('bar').max = total;
  $('bar').value = done;
}

function report(measured) {
  results.show(measured);
  json = JSON.stringify(measured, null, 1);
  URL.revokeObjectURL($('download').href);
  $('download').href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
}

function say(text) {
  $('status').textContent = text;
}
