// A grid of clips. The address holds filters and order, so that it can be shared.
import { ClipPages } from "./clip_pages.js";
import { ClipGrid } from "./grid.js";
import { api, byId, counted, dataset, element, show } from "./page.js";
import { Selection } from "./selection.js";
import { session } from "./session.js";

const TYPING_MS = 200;
const controls = ["q", "label", "source", "probe", "licence", "finding", "split", "fold", "subject", "sort"].map(byId);
const none = "=";  // of a select: clips without a value
const selection = new Selection();
const grid = new ClipGrid(byId("grid"), selection);
let axis = null;  // the column of labels
let pages = null;
let typing = 0;

const parameter = (control) => (control.id === "label" ? axis : control.id);

function option(value, clips) {
  return element("option", { value: value ?? none }, `${value ?? "none"} (${clips.toLocaleString("en")})`);
}

/** Offers values with how many clips have them; what is chosen stays. */
function offer(select, values) {
  const chosen = select.value;
  select.closest("label").hidden = !values;
  if (!values) return select.replaceChildren();
  const shown = [...values].sort((a, b) => (a.value === null) - (b.value === null));
  if (chosen && !shown.some(({ value }) => (value ?? none) === chosen)) {
    shown.push({ value: chosen === none ? null : chosen, clips: 0 });
  }
  select.replaceChildren(element("option", { value: "" }, "all"), ...shown.map(({ value, clips }) => option(value, clips)));
  select.value = chosen;
}

/** Filters and order that are chosen. */
function query() {
  const found = new URLSearchParams();
  for (const control of controls) {
    const value = control.value.trim();
    if (value === "" || (control.id === "fold" && byId("split").value === "")) continue;
    found.set(parameter(control), value === none ? "" : value);
  }
  return found;
}

function readAddress() {
  const found = new URLSearchParams(location.search);
  for (const control of controls) {
    const value = found.get(parameter(control));
    const wanted = value === "" ? none : value ?? "";
    if (control.options && ![...control.options].some((one) => one.value === wanted)) {
      control.append(element("option", { value: wanted }, value));
    }
    control.value = wanted;
  }
}

function tell() {
  const { total } = pages;
  byId("status").textContent = total === 0 ? "No clips match." : `${counted(total, "clip")}.`;
  byId("select-all").textContent = `Select all ${total.toLocaleString("en")}`;
  byId("selected").textContent = `${selection.count(total).toLocaleString("en")} selected`;
}

/** Shows the first page as soon as it is here. */
async function load(asked) {
  const mine = new ClipPages(asked);
  pages = mine;
  const first = mine.begin();
  const values = api(`facets?${new URLSearchParams([...asked].filter(([name]) => name !== "sort"))}`);
  axis ??= (await dataset).axis_column;
  await first;
  if (pages !== mine) return;
  grid.show(mine, axis);
  await mine.measure();
  if (pages !== mine) return;
  grid.measured();
  tell();
  const found = await values;
  if (pages !== mine) return;
  for (const id of ["source", "probe", "licence", "finding", "fold"]) offer(byId(id), found.values[id]);
  offer(byId("label"), found.values[axis]);
  offer(byId("split"), found.splits.length > 0 ? found.splits : null);
}

function changed() {
  clearTimeout(typing);
  const asked = query();
  history.replaceState(null, "", asked.size > 0 ? `?${asked}` : location.pathname);
  byId("status").classList.remove("error");
  selection.clear();
  show(() => load(asked));
}

show(async () => {
  const first = load(new URLSearchParams(location.search));
  const [{ role }, { axis_column }] = await Promise.all([session(), dataset]);
  axis = axis_column;
  byId("axis").textContent = axis;
  readAddress();
  grid.selectable = role === "curator" || role === "admin";
  byId("selection").hidden = !grid.selectable;
  if (grid.selectable) {
    const { Bulk } = await import("./bulk.js");
    new Bulk(selection, query, () => load(query()));
  }
  for (const control of controls) control.addEventListener("change", changed);
  byId("q").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(changed, TYPING_MS);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(changed));
  byId("select-all").addEventListener("click", () => selection.selectAll());
  byId("select-none").addEventListener("click", () => selection.clear());
  selection.addEventListener("change", tell);
  await first;
});
