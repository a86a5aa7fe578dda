// The clips of a list by their place, fetched in pages when they are needed.
import { api } from "./page.js";

const PAGE = 60;
const KEPT = 100;  // pages

export class ClipPages {
  #query;
  #after = null;  // where the second page starts, the third …
  #pages = new Map();  // number: rows, or a promise of them

  /** `query`: filters and order. */
  constructor(query) {
    this.#query = new URLSearchParams(query);
    this.#query.set("limit", PAGE);
    this.total = 0;
  }

  /** Fetches the first page, so that it can be shown. */
  async begin() {
    this.total = (await this.#page(0)).length;
  }

  /** Learns how many clips there are, and where their pages start. */
  async measure() {
    const { clips, after } = await api(`positions?${this.#query}`);
    this.#after = after;
    this.total = clips;
  }

  /** The clip at a place, if it is here. */
  at(index) {
    const page = this.#pages.get(Math.floor(index / PAGE));
    return Array.isArray(page) ? page[index % PAGE] : undefined;
  }

  /** Fetches the clips between two places; false if all were here. */
  async load(first, last) {
    const wanted = [];
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (!Array.isArray(this.#pages.get(page))) wanted.push(this.#page(page));
    }
    await Promise.all(wanted);
    return wanted.length > 0;
  }

  /** The ids between two places. */
  async ids(first, last) {
    const found = [];
    for (let at = first; at <= last; at += PAGE) {
      const end = Math.min(last, at + PAGE - 1);
      await this.load(at, end);
      for (let index = at; index <= end; index++) if (this.at(index)) found.push(this.at(index).clip);
    }
    return found;
  }

  #page(number) {
    if (!this.#pages.has(number)) {
      const loaded = this.#fetch(number);
      loaded.catch(() => this.#pages.delete(number));
      this.#pages.set(number, loaded);
    }
    return this.#pages.get(number);
  }

  async #fetch(number) {
    const asked = new URLSearchParams(this.#query);
    if (number > 0) {
      const after = this.#after?.[number - 1];
      if (!after) return [];
      asked.set("after", after);
    }
    const { rows } = await api(`clips?${asked}`);
    this.#pages.delete(number);
    this.#pages.set(number, rows);
    if (this.#pages.size > KEPT) this.#pages.delete(this.#pages.keys().next().value);
    return rows;
  }
}
