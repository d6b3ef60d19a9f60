// Inline Markdown as DOM nodes. Text of a model is only ever put into text nodes; addresses are checked before they
// become links, and pictures are not loaded.

const RULES = [
  { at: /`+/y, node: code },
  { at: /\*\*(?=\S)|__(?=\S)/y, node: (m, text, at) => wrapped('strong', m[0], text, at) },
  { at: /~~(?=\S)/y, node: (m, text, at) => wrapped('del', m[0], text, at) },
  { at: /\*(?=\S)|_(?=\S)/y, node: (m, text, at) => wrapped('em', m[0], text, at) },
  { at: /!?\[((?:[^\][\\]|\\.)*)\]\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+[^)\n]*)?\)/y, node: (m) => ({ node: link(m[2], inline(m[1])), end: m[0].length }) },
  { at: /https?:\/\/[^\s<>()"'`]*[^\s<>()"'`.,;:!?*_]/y, node: (m) => ({ node: link(m[0], document.createTextNode(m[0])), end: m[0].length }) },
];
const SPECIAL = /[\\`*_~[!h\n]/g;
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const MAX_DEPTH = 20;
const LONGEST_EMPHASIS = 2000; // characters: bounds the search for a closing mark that never comes
let depth = 0;

/** A fragment showing one run of text. */
export function inline(text) {
  const out = document.createDocumentFragment();
  if (depth >= MAX_DEPTH) {
    out.append(text);
    return out;
  }
  depth++;
  let plain = '';
  let at = 0;
  const flush = () => { if (plain) { out.append(plain); plain = ''; } };
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    if (at === text.length) break;
    if (text[at] === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (text[at] === '\n') {
      flush();
      out.append(document.createElement('br'));
      at++;
      continue;
    }
    const found = match(text, at);
    if (found) {
      flush();
      out.append(found.node);
      at += found.end;
    } else {
      plain += text[at++];
    }
  }
  flush();
  depth--;
  return out;
}

function match(text, at) {
  for (const rule of RULES) {
    rule.at.lastIndex = at;
    const m = rule.at.exec(text);
    const found = m && rule.node(m, text, at);
    if (found) return found;
  }
  return null;
}

function code(m, text, at) {
  const fence = m[0];
  const start = at + fence.length;
  for (let close = text.indexOf(fence, start); close >= 0; close = text.indexOf(fence, close + 1)) {
    if (text[close + fence.length] !== '`' && text[close - 1] !== '`') {
      const node = document.createElement('code');
      node.textContent = text.slice(start, close).replace(/^ (.*\S.*) $/s, '$1');
      return { node, end: close + fence.length - at };
    }
  }
  return null;
}

// No mark opens inside a word, nor an underscore closes there: snake_case and 2*3*4 stay as they are.
function wrapped(tag, mark, text, at) {
  if (mark.length === 1 && /\w/.test(text[at - 1] ?? '')) return null;
  const start = at + mark.length;
  const ahead = text.slice(0, start + LONGEST_EMPHASIS);
  for (let close = ahead.indexOf(mark, start + 1); close >= 0; close = ahead.indexOf(mark, close + 1)) {
    const after = text[close + mark.length] ?? '';
    if (/\s/.test(text[close - 1]) || text[close - 1] === '\\') continue;
    if (mark[0] === '_' && /\w/.test(after)) continue;
    if (mark.length === 1 && (after === mark || text[close - 1] === mark)) { close++; continue; }
    const node = document.createElement(tag);
    node.append(inline(text.slice(start, close)));
    return { node, end: close + mark.length - at };
  }
  return null;
}

function link(address, content) {
  if (!/^(https?:|mailto:)/i.test(address)) {
    const span = document.createElement('span');
    span.append(content);
    return span;
  }
  const node = document.createElement('a');
  node.href = address;
  node.target = '_blank';
  node.rel = 'noopener noreferrer nofollow';
  node.append(content);
  return node;
}
