// Splits Markdown into its blocks: { kind, … } objects that end where the next begins. Linear in the text.

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(\s+|$)/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function blocks(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) { at++; continue; }
    const reader = READERS.find((r) => r.starts(line, lines[at + 1]));
    const { block, end } = reader.read(lines, at);
    out.push({ ...block, source: lines.slice(at, end).join('\n') });
    at = end;
  }
  return out;
}

const READERS = [
  { starts: (line) => FENCE.test(line), read: fence },
  { starts: (line) => HEADING.test(line), read: heading },
  { starts: (line) => RULE.test(line), read: (lines, at) => ({ block: { kind: 'rule' }, end: at + 1 }) },
  { starts: (line) => QUOTE.test(line), read: quote },
  { starts: (line) => ITEM.test(line), read: list },
  { starts: (line, next) => line.includes('|') && next !== undefined && next.includes('-') && DIVIDER.test(next), read: table },
  { starts: () => true, read: paragraph },
];

function fence(lines, at) {
  const [, mark, info] = FENCE.exec(lines[at]);
  let end = at + 1;
  const closes = (line) => line.trim().startsWith(mark) && !line.trim().replaceAll(mark[0], '');
  while (end < lines.length && !closes(lines[end])) end++;
  const block = { kind: 'code', language: info.trim().split(/\s/)[0], text: lines.slice(at + 1, end).join('\n') };
  return { block, end: Math.min(end + 1, lines.length) };
}

function heading(lines, at) {
  const [, marks, text] = HEADING.exec(lines[at]);
  return { block: { kind: 'heading', level: marks.length, text }, end: at + 1 };
}

function quote(lines, at) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end])) end++;
  return { block: { kind: 'quote', text: lines.slice(at, end).map((l) => l.replace(QUOTE, '')).join('\n') }, end };
}

function list(lines, at) {
  const first = ITEM.exec(lines[at]);
  const ordered = /\d/.test(first[2]);
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = ITEM.exec(lines[end]);
    if (item && /\d/.test(item[2]) === ordered && !RULE.test(lines[end])) {
      items.push([lines[end].slice(item[0].length)]);
      items.at(-1).indent = item[0].length;
      end++;
    } else if (items.length && belongs(lines, end, items.at(-1).indent)) {
      items.at(-1).push(lines[end].replace(new RegExp(`^\\s{0,${items.at(-1).indent}}`), ''));
      end++;
    } else {
      break;
    }
  }
  while (!lines[end - 1].trim()) end--;
  const start = ordered ? Number.parseInt(first[2], 10) : 1;
  return { block: { kind: 'list', ordered, start, items: items.map((i) => i.join('\n').trimEnd()) }, end };
}

// A line is part of an item when indented; a blank one when what follows is the item's or the next item.
function belongs(lines, at, indent) {
  if (lines[at].trim()) {
    return /^\s{2,}/.test(lines[at]) || (lines[at - 1].trim() && !READERS.slice(0, 5).some((r) => r.starts(lines[at])));
  }
  const next = lines.slice(at + 1, at + 3).find((l) => l.trim());
  return next !== undefined && (ITEM.test(next) || next.search(/\S/) >= Math.min(indent, 2));
}

function table(lines, at) {
  const cells = (line) => line.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).map((c) => c.trim().replaceAll('\\|', '|'));
  let end = at + 2;
  while (end < lines.length && lines[end].includes('|')) end++;
  return { block: { kind: 'table', head: cells(lines[at]), rows: lines.slice(at + 2, end).map(cells) }, end };
}

function paragraph(lines, at) {
  let end = at + 1;
  const goesOn = (i) => lines[i].trim() && !READERS.slice(0, -1).some((r) => r.starts(lines[i], lines[i + 1]));
  while (end < lines.length && goesOn(end)) end++;
  return { block: { kind: 'paragraph', text: lines.slice(at, end).map((l) => l.trim()).join('\n') }, end };
}
