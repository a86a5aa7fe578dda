// Open findings about clips, to be answered one after another.
import { decide } from "./decide.js";
import { readLines } from "./facts.js";
import { api, byId, clipPage, clipPath, element } from "./page.js";
import { play } from "./review_player.js";

const PAGE = 50;

async function showValues(clip, axis, act, current) {
  const { axes } = await api(`${clipPath(clip.clip)}/axes`);
  if (!current()) return;
  const found = axes.find(({ id }) => id === axis) ?? axes[0];
  byId("axis").textContent = `The keys 1 to 9 label ${found.id}.`;
  byId("values").replaceChildren(...found.values.slice(0, 9).map(({ id, definition }, number) => {
    const button = element("button", { type: "button", title: definition, "aria-keyshortcuts": number + 1 }, `${id} `,
      element("kbd", {}, String(number + 1)));
    button.addEventListener("click", () => act(`${clipPath(clip.clip)}/labels`, { axis: found.id, value: id }));
    return button;
  }));
}

export class Findings {
  /** `code`: of the findings, or none; `codes`: what the API says about each; `axis`: that the number keys label. */
  constructor(code, codes, axis) {
    Object.assign(this, { code, codes, axis, items: [], next: null, last: null });
  }

  async more() {
    const query = new URLSearchParams({ about: "clip", resolved_by: "", limit: PAGE });
    if (this.code) query.set("code", this.code);
    if (this.next) query.set("after", this.next);
    const page = await api(`findings?${query}`);
    this.items.push(...page.rows);
    this.next = page.next;
  }

  /** Shows one, if it is `current()` still when its parts are here; `again` shows it again. */
  async show({ id, code, message, answered }, current, again) {
    const about = this.codes.get(code) ?? {};
    byId("id").textContent = id;
    byId("id").href = clipPage(id);
    byId("what").textContent = `${code}:`;
    byId("message").textContent = message || about.meaning;
    byId("next").textContent = about.next ? `What to do: ${about.next}.` : "";
    byId("accept").hidden = code !== "sector-differs";
    byId("dismiss").firstChild.textContent = "Dismiss ";
    for (const button of ["accept", "dismiss"]) byId(button).disabled = Boolean(answered);
    const clip = await api(clipPath(id));
    if (!current()) return;
    byId("labels").textContent = clip.labels.length === 0 ? "No label."
      : clip.labels.map((label) => `${label.axis}: ${label.value} (${label.by || "manifest"})`).join(", ");
    const read = code === "identifying-text" && clip.texts ? readLines(clip.texts) : [];
    byId("read").replaceChildren(...read);
    byId("read").hidden = read.length === 0;
    byId("player").hidden = true;
    await Promise.all([clip.media ? play(clipPath(id), clip, current) : null,
      showValues(clip, this.axis, (path, body) => this.act(id, path, body, again), current)]);
  }

  /** Sends a decision about a clip, and keeps what Undo needs. */
  act(id, path, body, then) {
    return decide(path, body, async () => {
      const { decisions } = await api(`${clipPath(id)}/decisions`);
      this.last = decisions.at(-1);
      await then();
    });
  }

  answer(item, how, then) {
    return this.act(item.id, "findings/answers", { answers: [{ code: item.code, id: item.id, answer: how }] }, () => {
      item.answered = true;
      return then();
    });
  }

  /** Takes the last decision back; `then` gets the place of what it was about, or -1. */
  undo(then) {
    const { id, what } = this.last;
    return decide("decisions/undo", { decisions: [id] }, () => {
      this.last = null;
      const place = this.items.findIndex((one) => one.id === (what?.id ?? what?.clip) && (!what?.code || one.code === what.code));
      if (place >= 0 && what?.code) this.items[place].answered = false;
      return then(place);
    });
  }
}
