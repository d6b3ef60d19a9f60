// How far the loading of a model is: stage, bytes, speed, time left.

const SPEED_WINDOW = 3000; // milliseconds over which the speed is taken

export class LoadingPanel {
  samples = [];

  constructor(root) {
    this.root = root;
    this.stage = root.querySelector('#loading-stage');
    this.figures = root.querySelector('#loading-figures');
    this.bar = root.querySelector('#loading-bar');
  }

  show({ text, loaded, total }) {
    this.root.hidden = false;
    this.stage.textContent = text;
    const speed = this.speed(loaded);
    if (total > 0) {
      this.bar.max = total;
      this.bar.value = loaded;
    } else {
      this.bar.removeAttribute('value');
    }
    const left = speed > 0 && total > loaded ? `${duration((total - loaded) / speed)} left` : '';
    const amount = total > 0 ? `${megabytes(loaded)} of ${megabytes(total)} MB` : loaded > 0 ? `${megabytes(loaded)} MB` : '';
    this.figures.textContent = [amount, speed > 0 ? `${megabytes(speed)} MB/s` : '', left].filter(Boolean).join(' · ');
  }

  hide() {
    this.root.hidden = true;
    this.samples = [];
  }

  /** Bytes a second over the last moments. */
  speed(loaded) {
    const now = performance.now();
    if (this.samples.length && loaded < this.samples.at(-1).loaded) this.samples = [];
    this.samples.push({ now, loaded });
    while (this.samples.length > 2 && now - this.samples[0].now > SPEED_WINDOW) this.samples.shift();
    const first = this.samples[0];
    return now - first.now > 300 ? ((loaded - first.loaded) * 1000) / (now - first.now) : 0;
  }
}

export function megabytes(bytes) {
  const value = bytes / 1e6;
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

function duration(seconds) {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;
}
