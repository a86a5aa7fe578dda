// Labels of many clips at once, and answers to a finding that they share.
import { decide } from "./decide.js";
import { api, byId, clipPath, element } from "./page.js";

const MOST = 10_000;  // clips of one request
const PAGE = 500;

/** The ids of the selected clips. */
async function idsOf(selection, filter) {
  const chosen = selection.value(filter);
  if (chosen.ids) return chosen.ids;
  const except = new Set(chosen.except);
  const ids = [];
  for (let after = null; ids.length <= MOST;) {
    const asked = new URLSearchParams(chosen.filter);
    asked.delete("sort");
    asked.set("limit", PAGE);
    if (after) asked.set("after", after);
    const page = await api(`clips?${asked}`);
    ids.push(...page.rows.map(({ clip }) => clip).filter((id) => !except.has(id)));
    after = page.next;
    if (!after) break;
  }
  return ids;
}

/** The bar below the filters; `query` gives the filters, `reload` shows the clips again. */
export class Bulk {
  constructor(selection, query, reload) {
    Object.assign(this, { selection, query, reload, axes: null, last: [] });
    byId("bulk-axis").addEventListener("change", () => this.fill());
    byId("bulk").addEventListener("submit", (event) => {
      event.preventDefault();
      const label = { axis: byId("bulk-axis").value, value: byId("bulk-value").value };
      this.act("labels", (clips) => ({ clips, ...label }));
    });
    byId("bulk-dismiss").addEventListener("click", () => {
      const code = byId("finding").value;
      this.act("findings/answers", (clips) => ({ answers: clips.map((id) => ({ code, id, answer: "dismiss" })) }));
    });
    byId("bulk-undo").addEventListener("click", () => decide("decisions/undo", { decisions: this.last }, () => this.done([])));
    selection.addEventListener("change", () => this.tell());
    this.tell();
  }

  async tell() {
    const code = byId("finding").value;
    const dismiss = byId("bulk-dismiss");
    dismiss.hidden = code === "";
    dismiss.textContent = `Dismiss ${code}`;
    byId("bulk").hidden = this.selection.count(1) === 0 && this.last.length === 0;
    if (byId("bulk").hidden || this.axes) return;
    this.axes = [];
    const [first] = (await api(`clips?limit=1`)).rows;
    if (!first) return;
    this.axes = (await api(`${clipPath(first.clip)}/axes`)).axes;
    byId("bulk-axis").replaceChildren(...this.axes.map(({ id }) => element("option", { value: id }, id)));
    this.fill();
  }

  fill() {
    const { values } = this.axes.find(({ id }) => id === byId("bulk-axis").value);
    byId("bulk-value").replaceChildren(...values.map(({ id, definition }) => element("option", { value: id, title: definition }, id)));
  }

  async act(path, body) {
    const clips = await idsOf(this.selection, this.query());
    const done = byId("done");
    if (clips.length === 0 || clips.length > MOST) {
      done.classList.add("error");
      done.textContent = clips.length === 0 ? "Select clips first." : `At most ${MOST.toLocaleString("en")} clips at once.`;
      return;
    }
    await decide(path, body(clips), ({ decisions }) => this.done(decisions));
  }

  done(decisions) {
    this.last = decisions;
    byId("bulk-undo").hidden = decisions.length === 0;
    return this.reload();
  }
}
