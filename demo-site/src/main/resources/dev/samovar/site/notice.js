// The panel that says what went wrong and what to do.

export class Notice {
  constructor(root) {
    this.root = root;
  }

  /** `action` is { label, run } or nothing. */
  show(title, advice = [], action) {
    const heading = document.createElement('strong');
    heading.textContent = title;
    this.root.replaceChildren(heading);
    if (advice.length) {
      const list = document.createElement('ul');
      list.append(...advice.map((text) => {
        const item = document.createElement('li');
        item.textContent = text;
        return item;
      }));
      this.root.append(list);
    }
    if (action) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button';
      button.textContent = action.label;
      button.addEventListener('click', () => { this.hide(); action.run(); });
      this.root.append(button);
    }
    this.root.setAttribute('role', 'alert');
    this.root.hidden = false;
  }

  hide() {
    this.root.hidden = true;
  }
}
