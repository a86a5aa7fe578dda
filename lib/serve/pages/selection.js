// Which clips are selected: some of them, or all that match the filters but some.

export class Selection extends EventTarget {
  #all = false;
  #ids = new Set();  // those selected; with #all those that are not
  #anchor = null;  // where a range begins

  has(id) {
    return this.#ids.has(id) !== this.#all;
  }

  /** How many of `total` clips are selected. */
  count(total) {
    return this.#all ? total - this.#ids.size : this.#ids.size;
  }

  /** Selects a clip, or not; `index` is its place, where a range may begin. */
  set(id, selected, index) {
    if (selected === this.#all) this.#ids.delete(id); else this.#ids.add(id);
    this.#anchor = index;
    this.#changed();
  }

  /** The first and last place of a range that ends at `index`; nothing where none begins. */
  range(index) {
    return this.#anchor === null ? null : [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
  }

  add(ids) {
    for (const id of ids) if (this.#all) this.#ids.delete(id); else this.#ids.add(id);
    this.#changed();
  }

  selectAll() {
    this.#all = true;
    this.#ids.clear();
    this.#changed();
  }

  clear() {
    this.#all = false;
    this.#ids.clear();
    this.#anchor = null;
    this.#changed();
  }

  /** {ids}, or {filter, except}: all clips that match the filters (URLSearchParams) but these. */
  value(filter) {
    const ids = [...this.#ids];
    return this.#all ? { filter: new URLSearchParams(filter), except: ids } : { ids };
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
