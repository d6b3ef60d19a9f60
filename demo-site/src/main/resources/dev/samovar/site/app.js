// The page: wires the conversation, the engine and what is seen together.
import { Composer } from './composer.js';
import { Conversation, Settings } from './conversation.js';
import { LoadingPanel } from './loading-panel.js';
import { ModelPicker } from './model-picker.js';
import { Notice } from './notice.js';
import { Session } from './session.js';
import { missing } from './support.js';
import { Transcript } from './transcript.js';

const SUGGESTIONS = ['What is a samovar?', 'Write a haiku about tea', 'Explain photosynthesis to a child', 'Name five rivers of Europe'];
const $ = (id) => document.getElementById(id);

const settings = new Settings();
const conversation = new Conversation();
const session = new Session();
const notice = new Notice($('notice'));
const loading = new LoadingPanel($('loading'));
const transcript = new Transcript($('messages'), $('main'), { onRetry: retry });
const picker = new ModelPicker($('models'), settings, (model) => load(model));
const composer = new Composer(
  { form: $('composer'), text: $('question'), send: $('send'), stop: $('stop') },
  { onAsk: ask, onStop: () => session.interrupt() },
);
let offered = [];

session.addEventListener('state', () => {
  $('model-dot').dataset.state = session.state;
  $('model-name').textContent = session.model?.title ?? 'Choose a model';
  document.body.dataset.model = session.state;
  if (session.state !== 'loading') loading.hide();
  if (session.state === 'ready') say(`${session.model.title} is ready.`);
});
session.addEventListener('progress', (event) => loading.show(event.detail));
$('model-button').addEventListener('click', () => picker.open());
$('new-chat').addEventListener('click', () => {
  session.interrupt();
  conversation.clear();
  show();
  composer.focus();
});
$('suggestions').append(...SUGGESTIONS.map((text) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', () => ask(text));
  return button;
}));

show();
await start();

async function start() {
  composer.focus();
  const lack = await missing();
  if (lack) {
    notice.show(lack.title, lack.advice);
    return;
  }
  offered = await offeredModels();
  const kept = offered.find((m) => m.source === settings.values.model);
  const first = kept ?? offered[0];
  picker.offer(offered, first?.source);
  if (first) await load(first);
  else if (typeof settings.values.model === 'string') await load({ title: settings.values.model.split('/').at(-1), source: settings.values.model });
  else picker.open();
}

/** What the site lists; a page that stands alone offers nothing and asks. */
async function offeredModels() {
  const response = await fetch('models.json').catch(() => null);
  const models = response?.ok ? await response.json() : [];
  return models.map((m) => ({ title: m.title, bytes: m.bytes, source: m.address.startsWith('HF://') ? m.address : new URL(m.address, location.href).href }));
}

async function load(model) {
  notice.hide();
  session.interrupt();
  try {
    await session.load(model, settings.values.quantize);
    if (typeof model.source === 'string') settings.set('model', model.source);
    picker.offer(offered, model.source);
    return true;
  } catch (error) {
    if (session.model !== model) return false; // another was chosen meanwhile
    notice.show(`${model.title} could not be loaded.`, [error.message], { label: 'Choose another model', run: () => picker.open() });
    return false;
  }
}

async function ask(question) {
  notice.hide();
  transcript.add(conversation.add({ role: 'user', content: question }));
  $('welcome').hidden = true;
  const answer = conversation.add({ role: 'assistant', content: '', state: 'running' });
  const element = transcript.add(answer);
  const asked = conversation.messages;
  composer.setRunning(true);
  try {
    await session.settled();
    if (session.state !== 'ready') throw new Error('No model is loaded.');
    await stream(answer, element);
  } catch (error) {
    answer.state = 'stopped';
    notice.show('The answer broke off.', [error.message], { label: 'Ask again', run: () => retry(element) });
  }
  if (answer.state === 'running') answer.state = 'done';
  if (conversation.messages === asked) { // not cleared meanwhile
    conversation.save();
    transcript.update(element, answer);
    transcript.finish(element, answer);
  }
  composer.setRunning(false);
  say(answer.state === 'done' ? 'The answer is complete.' : 'The answer was stopped.');
}

async function stream(answer, element) {
  const began = performance.now();
  let tokens = 0;
  let firstAt = 0;
  let frame = 0;
  const redraw = () => { frame = 0; transcript.update(element, answer); };
  for await (const chunk of session.ask(conversation.request(settings.values.system), settings.values)) {
    const choice = chunk.choices[0];
    if (choice?.delta?.content) {
      answer.content += choice.delta.content;
      firstAt ||= performance.now();
      tokens++;
      frame ||= requestAnimationFrame(redraw);
      if (tokens > 1) $('figures').textContent = `${rate((tokens - 1) * 1000 / (performance.now() - firstAt))} · first word after ${((firstAt - began) / 1000).toFixed(1)} s`;
    }
    if (choice?.finish_reason === 'abort') answer.state = 'stopped';
    if (chunk.usage) answer.figures = figures(chunk.usage);
  }
  cancelAnimationFrame(frame);
  if (answer.figures) $('figures').textContent = answer.figures;
}

function figures({ completion_tokens: tokens, extra }) {
  return [`${tokens} tokens`, extra?.decode_tokens_per_s ? rate(extra.decode_tokens_per_s) : ''].filter(Boolean).join(' · ');
}

function rate(perSecond) {
  return `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} tokens/s`;
}

function retry(element) {
  if (composer.running) return;
  const index = [...$('messages').children].indexOf(element);
  if (index < 0) return;
  conversation.messages.length = index + 1;
  const question = conversation.takeBackAnswer();
  show();
  ask(question);
}

function show() {
  for (const message of conversation.messages) if (message.state === 'running') message.state = 'stopped'; // a reload ended it
  transcript.show(conversation.messages);
  $('welcome').hidden = conversation.messages.length > 0;
}

function say(text) {
  $('status').textContent = text;
}
