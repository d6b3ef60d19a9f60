// Bars to compare by eye; what they say stands beside them as text.
import { element } from './element.js';

/** @param rows `[{ label, value, text }]` in groups: `[{ title, rows }]` */
export function chart(caption, groups) {
  const longest = Math.max(...groups.flatMap(({ rows }) => rows.map(({ value }) => value)));
  return element('figure', { className: 'chart' },
    element('figcaption', {}, caption),
    ...groups.flatMap(({ title, rows }) => [
      ...(title ? [element('h3', {}, title)] : []),
      element('ul', { className: 'bars' }, ...rows.map((row) => bar(row, longest))),
    ]));
}

function bar({ label, value, text }, longest) {
  const filled = element('span', { className: 'filled' });
  filled.style.inlineSize = `${(100 * value) / longest}%`;
  const track = element('span', { className: 'track' }, filled);
  track.setAttribute('aria-hidden', 'true');
  return element('li', {}, element('span', { className: 'label' }, label), track, element('span', { className: 'value' }, text));
}
