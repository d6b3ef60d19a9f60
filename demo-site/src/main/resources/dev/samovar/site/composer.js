// Where a question is written: Enter sends, Shift+Enter starts a line, Escape stops the answer.

export class Composer {
  constructor({ form, text, send, stop }, { onAsk, onStop }) {
    this.text = text;
    this.send = send;
    this.stop = stop;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const question = text.value.trim();
      if (!question || this.running) return;
      this.set('');
      onAsk(question);
    });
    text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    text.addEventListener('input', () => this.#fit());
    stop.addEventListener('click', onStop);
    window.addEventListener('keydown', (event) => {
      const inDialog = event.target.closest?.('dialog'); // where Escape closes that
      if (event.key === 'Escape' && this.running && !inDialog) onStop();
    });
    this.#fit();
  }

  set(value) {
    this.text.value = value;
    this.#fit();
  }

  focus() {
    if (matchMedia('(hover: hover)').matches) this.text.focus(); // no keyboard that pops up by itself
  }

  setRunning(running) {
    const focused = document.activeElement === this.stop;
    this.running = running;
    this.send.hidden = running;
    this.stop.hidden = !running;
    if (focused) this.focus();
  }

  // Browsers without field-sizing: grow with the text.
  #fit() {
    this.send.disabled = !this.text.value.trim();
    if (CSS.supports('field-sizing', 'content')) return;
    this.text.style.height = 'auto';
    this.text.style.height = `${this.text.scrollHeight}px`;
  }
}
