// What is to be measured, as the visitor chooses it.
import { element } from './element.js';
import { SHAPES, memory } from './shapes.js';

const PROMPTS = [128, 512, 4096];
const CHOSEN = new Set(['random:SmolLM2-135M', 'random:Qwen2-0.5B', '128', '512']);

export class Form {
  /** @param model a further model, by its address or name, as `createEngine` takes it */
  constructor(root, model) {
    this.root = root;
    const shapes = SHAPES.map((shape) => choice('models', `random:${shape.name}`, shape.name, memory(shape)));
    const given = model ? [choice('models', model, model.split('/').at(-1), 'as given')] : [];
    root.querySelector('#models').append(...given, ...shapes);
    if (model) for (const box of this.boxes('models')) box.checked = box.value === model;
    root.querySelector('#prompts').append(...PROMPTS.map((length) => choice('prompts', String(length), String(length))));
    root.addEventListener('change', () => this.check());
  }

  /** The bench's settings. */
  values() {
    const number = (id) => this.root.querySelector(`#${id}`).valueAsNumber;
    return {
      models: this.chosen('models').map((address) => ({ name: address, address })),
      prompts: this.chosen('prompts').map(Number),
      generate: number('generate'),
      repetitions: number('repetitions'),
      kernels: this.root.querySelector('#kernels').checked,
    };
  }

  setRunning(running) {
    for (const part of this.root.querySelectorAll('fieldset, input')) part.disabled = running;
  }

  /** Of both kinds at least one is needed; the browser says so at the first. */
  check() {
    for (const name of ['models', 'prompts']) {
      this.boxes(name)[0].setCustomValidity(this.chosen(name).length ? '' : 'Choose at least one.');
    }
  }

  chosen(name) {
    return this.boxes(name).filter((box) => box.checked).map((box) => box.value);
  }

  boxes(name) {
    return [...this.root.querySelectorAll(`input[name=${name}]`)];
  }
}

function choice(name, value, title, note) {
  const box = element('input', { type: 'checkbox', name, value, checked: CHOSEN.has(value) });
  return element('label', { className: 'choice' }, box, element('span', {}, title), ...(note ? [element('span', { className: 'figures' }, note)] : []));
}
