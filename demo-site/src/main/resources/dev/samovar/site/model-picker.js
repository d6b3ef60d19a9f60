// The sheet where a model is chosen: one the site offers, a file of the user's, or an address.
import { megabytes } from './loading-panel.js';

export class ModelPicker {
  /** `onPick` gets { title, source }. */
  constructor(dialog, settings, onPick) {
    this.dialog = dialog;
    this.onPick = onPick;
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    const file = dialog.querySelector('#file');
    file.addEventListener('change', () => {
      if (file.files.length) this.pick({ title: file.files[0].name, source: file.files[0] });
      file.value = '';
    });
    dialog.querySelector('#by-address').addEventListener('submit', (event) => {
      event.preventDefault();
      const address = dialog.querySelector('#address').value.trim();
      if (address) this.pick({ title: address.split('/').at(-1) || address, source: address });
    });
    this.#dropAnywhere();
    this.#bind('system', 'system', (v) => v.trim(), settings);
    this.#bind('temperature', 'temperature', Number, settings);
    this.#bind('quantize', 'quantize', String, settings);
    this.#bind('max-tokens', 'maxTokens', (v) => Math.max(1, Math.round(Number(v)) || 1), settings);
  }

  open() {
    this.dialog.showModal();
  }

  pick(model) {
    this.dialog.close();
    this.onPick(model);
  }

  offer(models, current) {
    this.dialog.querySelector('#offered').replaceChildren(...models.map((model) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-current', model.source === current);
      const size = document.createElement('span');
      size.className = 'figures';
      size.textContent = model.bytes ? `${megabytes(model.bytes)} MB` : '';
      button.append(model.title, size);
      button.addEventListener('click', () => this.pick(model));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }));
  }

  #bind(id, name, parse, settings) {
    const input = this.dialog.querySelector(`#${id}`);
    input.value = settings.values[name];
    input.addEventListener('change', () => {
      if (input.validity.valid) settings.set(name, parse(input.value));
    });
  }

  #dropAnywhere() {
    const root = document.documentElement;
    const holdsFile = (event) => event.dataTransfer?.types.includes('Files');
    window.addEventListener('dragover', (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      root.classList.add('dropping');
    });
    window.addEventListener('dragleave', (event) => { if (!event.relatedTarget) root.classList.remove('dropping'); });
    window.addEventListener('drop', (event) => {
      root.classList.remove('dropping');
      if (!holdsFile(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) this.pick({ title: file.name, source: file });
    });
  }
}
