// A grid of clips of which only the cards near the window are elements, however many there are.
import { clipPage, counted, element } from "./page.js";
import { forget, scrub } from "./scrub.js";

const CARD_WIDTH = 176;
const CARD_HEIGHT = 204;
const AROUND = 2;  // rows above and below the window
const REST_MS = 90;  // while it scrolls faster than that, nothing is fetched

export class ClipGrid {
  #list;
  #axis = "";
  #pages = null;
  #cards = new Map();  // place: element
  #active = 0;  // the place that Tab leads to
  #columns = 1;
  #rest = 0;
  #frame = 0;

  /** `list`: an <ul>; `selection`: a Selection. */
  constructor(list, selection) {
    this.#list = list;
    this.selection = selection;
    this.selectable = false;
    addEventListener("scroll", () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#layOut()).observe(list);
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.#activate(event.target.closest("li")));
    list.addEventListener("click", (event) => this.#click(event));
    selection.addEventListener("change", () => this.#mark());
  }

  /** Shows other clips; `axis`: the column of their labels. */
  show(pages, axis) {
    this.#pages = pages;
    this.#axis = axis;
    this.#active = 0;
    for (const index of [...this.#cards.keys()]) this.#remove(index);
    this.#layOut();
  }

  /** After pages learned how many clips there are. */
  measured() {
    this.#layOut();
    for (const card of this.#cards.values()) card.setAttribute("aria-setsize", this.#pages.total);
  }

  #layOut() {
    if (!this.#pages) return;
    const columns = Math.max(1, Math.floor(this.#list.clientWidth / CARD_WIDTH));
    if (columns !== this.#columns) {
      this.#columns = columns;
      for (const [index, card] of this.#cards) this.#place(card, index);
    }
    this.#list.style.height = `${Math.ceil(this.#pages.total / columns) * CARD_HEIGHT}px`;
    this.#soon();
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#fetch(), REST_MS);
  }

  /** The places of the cards that are elements. */
  #range() {
    const top = -this.#list.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(top / CARD_HEIGHT) - AROUND) * this.#columns;
    const end = (Math.ceil((top + innerHeight) / CARD_HEIGHT) + AROUND) * this.#columns;
    return [first, Math.min(this.#pages.total, end) - 1];
  }

  #draw() {
    if (!this.#pages) return;
    const [first, last] = this.#range();
    for (const [index, card] of this.#cards) {
      const keep = card.contains(document.activeElement) && index < this.#pages.total;
      if ((index < first || index > last) && !keep) this.#remove(index);
    }
    const added = [];
    for (let index = first; index <= last; index++) {
      const clip = this.#pages.at(index);
      const card = this.#cards.get(index);
      if (card?.dataset.clip === clip?.clip && card) continue;
      if (card) this.#fill(card, clip, index); else added.push(this.#add(clip, index));
    }
    if (added.length > 0) this.#insert(added);
    if (!this.#cards.has(this.#active)) this.#activate(this.#cards.get(first));
  }

  /** Elements are in the order of their clips, for those who do not see where they are. */
  #insert(added) {
    this.#list.append(...added.filter(({ parentNode }) => !parentNode));
    const ordered = [...this.#cards].sort(([a], [b]) => a - b).map(([, card]) => card);
    for (let i = 0; i < ordered.length; i++) {
      if (this.#list.children[i] !== ordered[i]) this.#list.insertBefore(ordered[i], this.#list.children[i]);
    }
  }

  async #fetch() {
    if (!this.#pages) return;
    const pages = this.#pages;
    const [first, last] = this.#range();
    if (last >= first && await pages.load(first, last).catch(() => false) && pages === this.#pages) this.#draw();
    for (const card of this.#cards.values()) {
      const view = card.querySelector("[data-clip]");
      if (view && pages === this.#pages) scrub(view);
    }
  }

  #add(clip, index) {
    const card = element("li", { "aria-posinset": index + 1, "aria-setsize": this.#pages.total });
    this.#cards.set(index, card);
    this.#place(card, index);
    this.#fill(card, clip, index);
    return card;
  }

  #place(card, index) {
    const width = Math.max(CARD_WIDTH, Math.floor(this.#list.clientWidth / this.#columns));
    card.style.width = `${width}px`;
    card.style.height = `${CARD_HEIGHT}px`;
    card.style.transform = `translate(${(index % this.#columns) * width}px, ${Math.floor(index / this.#columns) * CARD_HEIGHT}px)`;
  }

  #fill(card, clip, index) {
    card.dataset.index = index;
    if (!clip) return card.append(element("div", { class: "view" }));
    card.dataset.clip = clip.clip;
    const view = element("div", clip.frames > 0 ? { class: "view", "data-clip": clip.clip } : { class: "view missing" });
    const facts = [clip[this.#axis] ?? "no label", clip.probe, counted(clip.frames ?? 0, "frame")];
    const tabindex = index === this.#active ? 0 : -1;
    card.replaceChildren(element("a", { href: clipPage(clip.clip), tabindex, title: clip.clip }, view,
      element("strong", {}, clip.clip), element("span", {}, facts.filter(Boolean).join(" · ")),
      clip.findings > 0 ? element("span", { class: "note" }, counted(clip.findings, "finding")) : null));
    if (this.selectable) {
      card.append(element("input", { type: "checkbox", tabindex, "aria-label": `Select ${clip.clip}` }));
      this.#markOne(card);
    }
  }

  #remove(index) {
    const card = this.#cards.get(index);
    for (const view of card.querySelectorAll("[data-clip]")) forget(view);
    card.remove();
    this.#cards.delete(index);
  }

  #markOne(card) {
    const box = card.querySelector("input");
    if (!box) return;
    box.checked = this.selection.has(card.dataset.clip);
    card.toggleAttribute("data-selected", box.checked);
  }

  #mark() {
    for (const card of this.#cards.values()) this.#markOne(card);
  }

  async #select(index, selected, range) {
    const ends = range ? this.selection.range(index) : null;
    if (ends) this.selection.add(await this.#pages.ids(...ends));
    else this.selection.set(this.#pages.at(index).clip, selected, index);
  }

  #click(event) {
    if (event.target.type !== "checkbox") return;
    this.#select(Number(event.target.closest("li").dataset.index), event.target.checked, event.shiftKey);
  }

  #activate(card) {
    if (!card) return;
    const old = this.#cards.get(this.#active);
    this.#active = Number(card.dataset.index);
    for (const one of old?.querySelectorAll("a, input") ?? []) one.tabIndex = -1;
    for (const one of card.querySelectorAll("a, input")) one.tabIndex = 0;
  }

  async #key(event) {
    const page = Math.max(1, Math.floor(innerHeight / CARD_HEIGHT) - 1) * this.#columns;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#columns, ArrowUp: -this.#columns, PageDown: page,
      PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === " " && event.target.tagName === "A" && this.selectable) {
      event.preventDefault();
      const clip = this.#pages.at(this.#active)?.clip;
      return clip && this.#select(this.#active, !this.selection.has(clip), event.shiftKey);
    }
    if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    await this.#go(Math.min(this.#pages.total - 1, Math.max(0, this.#active + steps[event.key])));
  }

  async #go(index) {
    const top = this.#list.getBoundingClientRect().top + scrollY + Math.floor(index / this.#columns) * CARD_HEIGHT;
    if (top < scrollY) scrollTo({ top });
    else if (top + CARD_HEIGHT > scrollY + innerHeight) scrollTo({ top: top + CARD_HEIGHT - innerHeight });
    await this.#pages.load(index, index);
    this.#draw();
    this.#cards.get(index)?.querySelector("a")?.focus({ preventScroll: true });
  }
}
