// Small buttons with an icon.

export function iconButton(icon, label, onClick) {
  const button = document.createElement('button');
  button.type = 'button';
  button.title = label;
  button.setAttribute('aria-label', label);
  button.append(symbol(icon));
  button.addEventListener('click', () => onClick(button));
  return button;
}

/** Copies what `text()` says at the time, and shows a tick for a moment. */
export function copyButton(text, label) {
  return iconButton('copy', label, async (button) => {
    await navigator.clipboard.writeText(text());
    button.replaceChildren(symbol('check'));
    setTimeout(() => button.replaceChildren(symbol('copy')), 1200);
  });
}

function symbol(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}
