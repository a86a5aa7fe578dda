// A grid of clips. The address holds filters and order, so that it can be shared.
import { api, byId, clipPage, counted, dataset, element, show } from "./page.js";
import { scrub } from "./scrub.js";

const controls = ["label", "source", "probe", "licence", "subject", "sort"].map(byId);
const grid = byId("grid");
const more = byId("more");
const none = "=";  // of a select: clips without a value
let axis = "diagnosis";
let next = null;
let turn = 0;  // of requests: answers to earlier ones are dropped

const parameter = (control) => (control.id === "label" ? axis : control.id);

function fillSelect(select, values) {
  select.replaceChildren(element("option", { value: "" }, "all"),
    ...values.filter((value) => value !== null).map((value) => element("option", { value }, value)));
  if (values.includes(null)) select.append(element("option", { value: none }, "none"));
}

function query() {
  const found = new URLSearchParams();
  for (const control of controls) {
    const value = control.value.trim();
    if (value !== "") found.set(parameter(control), value === none ? "" : value);
  }
  return found;
}

function readAddress() {
  const found = new URLSearchParams(location.search);
  for (const control of controls) {
    const name = parameter(control);
    const value = found.get(name);
    control.value = value === "" ? none : value ?? "";
  }
}

function card(clip) {
  const view = element("div", { class: "view", "data-clip": clip.clip });
  if (clip.frames > 0) scrub(view); else view.classList.add("missing");
  const facts = [clip[axis] ?? "no label", clip.probe, counted(clip.frames ?? 0, "frame")];
  return element("li", {}, element("a", { href: clipPage(clip.clip) }, view,
    element("strong", {}, clip.clip), element("span", {}, facts.filter(Boolean).join(" · ")),
    clip.findings > 0 ? element("span", { class: "note" }, counted(clip.findings, "finding")) : null));
}

async function load(first) {
  const mine = ++turn;
  const asked = query();
  if (!first) asked.set("after", next);
  const page = await api(`clips?${asked}`);
  if (mine !== turn) return;
  const cards = page.rows.map(card);
  if (first) grid.replaceChildren(...cards); else grid.append(...cards);
  next = page.next;
  more.hidden = !next;
  const shown = grid.children.length;
  byId("status").textContent = shown === 0 ? "No clips match." : `${counted(shown, "clip")} shown${next ? ", there are more" : ""}.`;
}

function changed() {
  const text = query().toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
  show(() => load(true));
}

show(async () => {
  axis = (await dataset).main_axis;
  byId("axis").textContent = axis;
  const counts = await Promise.all(["source", "probe", "licence"].map((by) => api(`counts?by=${by}`)));
  const distinct = (rows, name) => [...new Set(rows.map((row) => row[name]))].sort();
  fillSelect(byId("label"), distinct(counts[0].rows, axis));
  for (const { by, rows } of counts) fillSelect(byId(by), distinct(rows, by));
  readAddress();
  for (const control of controls) control.addEventListener("change", changed);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(changed));
  more.addEventListener("click", () => show(() => load(false)));
  new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting && next) show(() => load(false));
  }, { rootMargin: "600px" }).observe(more);
  await load(true);
});
