// Shows Markdown in an element, block by block: while an answer grows only its last blocks are made anew.
import { blocks } from './blocks.js';
import { inline } from './inline.js';
import { copyButton } from '../buttons.js';

const MAX_DEPTH = 8;

/** Makes `element` show `text`; blocks that have not changed keep their nodes, and with them any selection. */
export function render(element, text) {
  const now = blocks(text);
  const before = element.blockSources ?? [];
  let same = 0;
  while (same < now.length && same < before.length && now[same].source === before[same]) same++;
  while (element.childNodes.length > same) element.lastChild.remove();
  for (const block of now.slice(same)) element.append(node(block, 0));
  element.blockSources = now.map((b) => b.source);
}

function node(block, depth) {
  switch (block.kind) {
    case 'code': return code(block);
    case 'heading': return filled(`h${block.level}`, inline(block.text));
    case 'rule': return document.createElement('hr');
    case 'quote': return filled('blockquote', nested(block.text, depth));
    case 'list': return list(block, depth);
    case 'table': return table(block);
    default: return filled('p', inline(block.text));
  }
}

function nested(text, depth) {
  if (depth >= MAX_DEPTH) return document.createTextNode(text);
  const out = document.createDocumentFragment();
  for (const block of blocks(text)) out.append(node(block, depth + 1));
  return out;
}

function list(block, depth) {
  const out = document.createElement(block.ordered ? 'ol' : 'ul');
  if (block.ordered && block.start !== 1) out.start = block.start;
  for (const item of block.items) {
    const content = blocks(item);
    const tight = content.length > 0 && content[0].kind === 'paragraph' && !item.includes('\n\n');
    const li = document.createElement('li');
    if (tight) li.append(inline(content.shift().text));
    if (depth >= MAX_DEPTH) li.append(content.map((b) => b.source).join('\n'));
    else for (const inner of content) li.append(node(inner, depth + 1));
    out.append(li);
  }
  return out;
}

function code({ text, language }) {
  const box = filled('div', filled('pre', filled('code', document.createTextNode(text))), copyButton(() => text, 'Copy the code'));
  box.className = 'code';
  if (language) box.dataset.language = language;
  return box;
}

function table({ head, rows }) {
  const row = (cells, tag) => filled('tr', ...cells.map((cell) => filled(tag, inline(cell))));
  const body = rows.map((cells) => row(head.map((_, i) => cells[i] ?? ''), 'td'));
  const box = filled('div', filled('table', filled('thead', row(head, 'th')), filled('tbody', ...body)));
  box.className = 'table';
  return box;
}

function filled(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
