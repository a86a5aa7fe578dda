// What a curator decides about a clip: label, region, window, findings; each with a reason, each can be undone.
import { decide } from "./decide.js";
import { history } from "./decisions.js";
import { shape } from "./draw.js";
import { api, byId, clipPath, element } from "./page.js";

const sides = ["x", "y", "width", "height"].map(byId);

function labelling(clip, axes, act) {
  const [axis, value] = [byId("axis"), byId("value")];
  axis.replaceChildren(...axes.map(({ id, title }) => element("option", { value: id, title }, id)));
  const fill = () => {
    const now = clip.labels.find((label) => label.axis === axis.value)?.value;
    value.replaceChildren(...axes.find(({ id }) => id === axis.value).values.map((one) =>
      element("option", { value: one.id, title: one.definition, selected: one.id === now ? "" : null }, one.id)));
  };
  axis.addEventListener("change", fill);
  fill();
  byId("labelling").addEventListener("submit", (event) => {
    event.preventDefault();
    act(`${clipPath(clip.clip)}/labels`, { axis: axis.value, value: value.value });
  });
}

const setSides = (box) => sides.forEach((side) => { side.value = box[side.id]; });
const boxOf = () => Object.fromEntries(sides.map((side) => [side.id, Number(side.value)]));

/** Draws a region with the pointer, in the pictures' pixels. */
function drawing(preview) {
  const [screen, svg, button] = [byId("screen"), byId("drawing"), byId("draw")];
  const drawn = shape("rect", { class: "drawn" });
  let start = null;
  const mark = () => {
    for (const [key, number] of Object.entries(boxOf())) drawn.setAttribute(key, number);
    svg.append(drawn);
  };
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const place = (part, size) => Math.round(Math.min(1, Math.max(0, part)) * size);
    return { x: place((event.clientX - box.left) / box.width, preview.picture_width),
      y: place((event.clientY - box.top) / box.height, preview.picture_height) };
  };
  const on = (draws) => {
    button.setAttribute("aria-pressed", String(draws));
    screen.classList.toggle("drawing", draws);
  };
  button.addEventListener("click", () => on(button.getAttribute("aria-pressed") !== "true"));
  screen.addEventListener("pointerdown", (event) => {
    if (!screen.classList.contains("drawing")) return;
    event.preventDefault();
    screen.setPointerCapture(event.pointerId);
    start = at(event);
  });
  screen.addEventListener("pointermove", (event) => {
    if (!start) return;
    const now = at(event);
    setSides({ x: Math.min(start.x, now.x), y: Math.min(start.y, now.y), width: Math.abs(now.x - start.x), height: Math.abs(now.y - start.y) });
    mark();
  });
  screen.addEventListener("pointerup", () => {
    if (start) on(false);
    start = null;
  });
  for (const side of sides) side.addEventListener("input", mark);
}

function cropping(clip, preview, act) {
  const region = clip.entry.region;
  setSides(region && region !== "auto" ? region : clip.sector?.bounds ?? { x: 0, y: 0, width: preview.picture_width, height: preview.picture_height });
  const take = byId("from-sector");
  take.hidden = !clip.sector;
  take.addEventListener("click", () => {
    setSides(clip.sector.bounds);
    byId("x").dispatchEvent(new Event("input"));
  });
  drawing(preview);
  byId("cropping").addEventListener("submit", (event) => {
    event.preventDefault();
    act(`${clipPath(clip.clip)}/region`, boxOf());
  });
  byId("cropping").hidden = false;
}

/** The clip's window as the first and last of the file's pictures, from 1. */
function ends({ window }, { times_s: times, pictures }) {
  const { from, to, first, end } = window ?? {};
  const seconds = (text) => { const [over, under = 1] = text.split("/").map(Number); return over / under; };
  const begin = first ?? (from === undefined ? pictures[0] : pictures[times.findIndex((time) => time >= seconds(from) - 1e-6)]);
  const last = end ?? (to === undefined ? undefined : pictures[times.findIndex((time) => time >= seconds(to) - 1e-6)]);
  return [begin + 1, last ?? pictures.at(-1) + 1];
}

function trimming(clip, { player, preview }, act) {
  const [first, last] = [byId("first"), byId("last")];
  [first.value, last.value] = ends(clip.entry, preview);
  first.max = last.max = preview.pictures.at(-1) + 1;
  byId("first-here").addEventListener("click", () => { first.value = preview.pictures[player.current] + 1; });
  byId("last-here").addEventListener("click", () => { last.value = preview.pictures[player.current] + 1; });
  byId("trimming").addEventListener("submit", (event) => {
    event.preventDefault();
    const whole = Number(first.value) === 1 && Number(last.value) === preview.pictures.at(-1) + 1;
    act(`${clipPath(clip.clip)}/window`, whole ? {} : { first: Number(first.value) - 1, end: Number(last.value) });
  });
  byId("trimming").hidden = false;
}

function finding(clip, { code, message }, act) {
  const item = element("li", {}, element("span", {}, element("strong", {}, code), ` ${message}`));
  const button = (text, answer) => {
    const made = element("button", { type: "button", "aria-label": `${text} ${code}` }, text);
    made.addEventListener("click", () => act("findings/answers", { answers: [{ code, id: clip.clip, answer }] }));
    item.append(made);
  };
  if (code === "sector-differs") button("Accept", "accept");
  button("Dismiss", "dismiss");
  return item;
}

/** `shown`: the player and its preview, or null; `reload` shows the clip again and returns it. */
export async function curate(clip, shown, reload) {
  const path = clipPath(clip.clip);
  const update = async (now) => {
    const { decisions } = await api(`${path}/decisions`);
    const open = (now.findings ?? []).filter((one) => !one.resolved_by);
    byId("open-findings").replaceChildren(...(open.length === 0 ? [] :
      [element("h2", {}, "Open findings"), element("ul", { class: "decide" }, ...open.map((one) => finding(now, one, act)))]));
    byId("history").replaceChildren(...history(decisions, ({ id }) => act("decisions/undo", { decisions: [id] })));
  };
  const act = (where, body) => decide(where, body, async () => update(await reload()));
  labelling(clip, (await api(`${path}/axes`)).axes, act);
  if (shown) {
    cropping(clip, shown.preview, act);
    trimming(clip, shown, act);
  }
  await update(clip);
  byId("curation").hidden = false;
}
