// The conversation and the settings, kept in the browser's storage so that a reload finds them again.

const CONVERSATION = 'samovar.conversation';
const SETTINGS = 'samovar.settings';
const DEFAULTS = { system: '', temperature: 0.7, maxTokens: 512, quantize: '', model: null };

/** Messages are { role, content } as a request has them; answers also carry { figures, state }. */
export class Conversation {
  messages = read(CONVERSATION, []).filter((m) => typeof m?.content === 'string' && (m.role === 'user' || m.role === 'assistant'));

  add(message) {
    this.messages.push(message);
    this.save();
    return message;
  }

  clear() {
    this.messages = [];
    this.save();
  }

  /** Forgets the last answer and returns its question, to be asked again. */
  takeBackAnswer() {
    while (this.messages.at(-1)?.role === 'assistant') this.messages.pop();
    const question = this.messages.pop();
    this.save();
    return question?.content ?? '';
  }

  /** What a request sends: the instructions, then every message with text. */
  request(system) {
    const turns = this.messages.filter((m) => m.content).map(({ role, content }) => ({ role, content }));
    return system ? [{ role: 'system', content: system }, ...turns] : turns;
  }

  save() {
    write(CONVERSATION, this.messages);
  }
}

export class Settings {
  values = { ...DEFAULTS, ...read(SETTINGS, {}) };

  set(name, value) {
    this.values[name] = value;
    write(SETTINGS, this.values);
  }
}

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise; // no storage, or not ours
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // private windows and full disks keep nothing; the page works all the same
  }
}
