// Shows the messages, and follows the end of a growing answer unless the reader has scrolled away from it.
import { copyButton, iconButton } from './buttons.js';
import { render } from './markdown/render.js';

const NEAR_END = 60; // pixels

export class Transcript {
  constructor(list, scroller, { onRetry }) {
    this.list = list;
    this.scroller = scroller;
    this.onRetry = onRetry;
  }

  show(messages) {
    this.list.replaceChildren();
    for (const message of messages) this.add(message);
    this.toEnd();
  }

  add(message) {
    const element = document.createElement('article');
    element.className = `message ${message.role}`;
    element.setAttribute('aria-label', message.role === 'user' ? 'You' : 'Answer');
    this.list.append(element);
    if (message.role === 'user') {
      element.textContent = message.content;
    } else {
      const prose = document.createElement('div');
      prose.className = 'prose';
      element.append(prose);
      this.update(element, message);
      if (message.state !== 'running') this.finish(element, message);
    }
    this.toEnd();
    return element;
  }

  /** Shows what the answer holds now. */
  update(element, message) {
    const atEnd = this.atEnd();
    element.setAttribute('aria-busy', message.state === 'running');
    const prose = element.firstChild;
    if (message.content) render(prose, message.content);
    else if (message.state === 'running' && !prose.firstChild) prose.append(waiting());
    if (atEnd) this.toEnd();
  }

  /** Adds what can be done with an answer that is over. */
  finish(element, message) {
    const atEnd = this.atEnd();
    if (!message.content) element.firstChild.replaceChildren();
    const tools = document.createElement('div');
    tools.className = 'message-tools';
    tools.append(
      copyButton(() => message.content, 'Copy the answer'),
      iconButton('again', 'Ask again', () => this.onRetry(element)),
    );
    const figures = document.createElement('span');
    figures.className = 'figures';
    figures.textContent = [message.state === 'stopped' ? 'stopped' : '', message.figures ?? ''].filter(Boolean).join(' · ');
    tools.append(figures);
    element.append(tools);
    if (atEnd) this.toEnd();
  }

  atEnd() {
    const s = this.scroller;
    return s.scrollHeight - s.scrollTop - s.clientHeight < NEAR_END;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

function waiting() {
  const dots = document.createElement('span');
  dots.className = 'waiting';
  dots.setAttribute('aria-label', 'The model is reading');
  dots.append(...[1, 2, 3].map(() => document.createElement('i')));
  return dots;
}
