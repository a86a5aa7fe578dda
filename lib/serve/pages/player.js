// Plays a clip's preview, and steps by picture.
import { byId } from "./page.js";

const LEAST = 480;  // pixels

/** Gives a video or picture its size; small ones are enlarged. */
export function size(view, width, height) {
  const scale = Math.max(1, Math.min(LEAST / width, LEAST / height));
  view.width = Math.round(width * scale);
  view.height = Math.round(height * scale);
}

/** Buttons and keys for a <video>, or for Slides. */
export class Player {
  constructor(video) {
    Object.assign(this, { video, times: [], pictures: [] });
    for (const name of ["timeupdate", "seeked", "play", "pause", "loadeddata"]) video.addEventListener(name, () => this.tell());
    byId("play").addEventListener("click", () => this.toggle());
    byId("back").addEventListener("click", () => this.step(-1));
    byId("forward").addEventListener("click", () => this.step(1));
    document.addEventListener("keydown", (event) => this.key(event));
  }

  /** `preview`: what the API says about the video. */
  open({ times_s: times, pictures }) {
    Object.assign(this, { times, pictures });
  }

  /** The place of the shown picture among those of the video. */
  get current() {
    const first = this.times[0] ?? 0;
    let number = this.times.findIndex((time) => time - first > this.video.currentTime + 0.0005) - 1;
    if (number < -1) number = this.times.length - 1;
    return Math.max(0, number);
  }

  go(number) {
    this.video.pause();
    const place = Math.min(this.times.length - 1, Math.max(0, number));
    this.video.currentTime = this.times[place] - (this.times[0] ?? 0) + 0.001;
  }

  step(by) { this.go(this.current + by); }

  toggle() { return this.video.paused ? this.video.play() : this.video.pause(); }

  tell() {
    byId("position").textContent = `picture ${this.current + 1} of ${this.times.length}, ${this.video.currentTime.toFixed(2)} s`;
    byId("play").textContent = this.video.paused ? "Play" : "Pause";
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, button, a, summary")) return;
    const keys = { " ": () => this.toggle(), ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1) };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  }
}

/** Shows frames one after another, with the part of a <video>'s interface that a Player uses. */
export class Slides extends EventTarget {
  constructor(image, addresses, times) {
    super();
    Object.assign(this, { image, addresses, times, timer: null });
    this.currentTime = 0;
  }

  get paused() { return this.timer === null; }

  get currentTime() { return this.time; }

  set currentTime(time) {
    this.time = time;
    const first = this.times[0];
    const place = this.times.findLastIndex((one) => one - first <= time + 0.0005);
    this.image.src = this.addresses[Math.max(0, place)];
    this.dispatchEvent(new Event("seeked"));
  }

  play() {
    let number = Math.max(0, this.times.findLastIndex((one) => one - this.times[0] <= this.time + 0.0005));
    this.timer = setInterval(() => {
      number = (number + 1) % this.times.length;
      this.currentTime = this.times[number] - this.times[0] + 0.001;
    }, 1000 * (this.times.at(-1) - this.times[0]) / Math.max(1, this.times.length - 1) || 1000);
    this.dispatchEvent(new Event("play"));
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.dispatchEvent(new Event("pause"));
  }
}
