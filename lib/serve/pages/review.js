// What waits for a curator, one after another: contributed files, and findings about clips; with keys for the common answers.
import { api, byId, counted, dataset, element, show } from "./page.js";
import { Files } from "./review_files.js";
import { Findings } from "./review_findings.js";
import { session } from "./session.js";

const FILES = "contributed";  // instead of a code
let queue = null;
let place = 0;
let turn = 0;  // of what is shown: answers for earlier items are dropped

async function open(number) {
  const mine = ++turn;
  const { items } = queue;
  place = Math.max(0, number);
  while (place >= items.length && queue.next) await queue.more();
  const item = items[place];
  byId("item").hidden = !item;
  byId("values").replaceChildren();  // the keys must not label the clip before
  byId("undo").hidden = !queue.undo;
  byId("undo").disabled = !queue.last;
  byId("count").textContent = items.length === 0 ? "Nothing is open." : !item ? "That was the last one."
    : `${(place + 1).toLocaleString("en")} of ${items.length.toLocaleString("en")}${queue.next ? ", and more" : ""}`;
  if (item) await queue.show(item, () => mine === turn, () => open(place));
}

function answer(how) {
  const item = queue.items[place];
  if (item && !item.answered) queue.answer(item, how, () => open(place + 1));
}

const keys = {
  a: () => { if (!byId("accept").hidden) answer("accept"); },
  d: () => answer("dismiss"),
  j: () => show(() => open(place + 1)),
  k: () => show(() => open(place - 1)),
  u: () => { if (queue.last) queue.undo((found) => open(found >= 0 ? found : place)); },
};
for (const [key, id] of Object.entries({ a: "accept", d: "dismiss", j: "skip", k: "previous", u: "undo" })) {
  byId(id).addEventListener("click", keys[key]);
}
document.addEventListener("keydown", (event) => {
  if (!queue || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  const values = byId("values").querySelectorAll("button");
  const act = /^[1-9]$/.test(event.key) ? () => values[Number(event.key) - 1]?.click() : keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

async function start(make) {
  const code = byId("code").value;
  history.replaceState(null, "", code ? `?code=${encodeURIComponent(code)}` : location.pathname);
  queue = await make(code);
  await queue.more();
  await open(0);
}

show(async () => {
  const { role } = await session();
  if (role !== "curator" && role !== "admin") {
    byId("status").textContent = "Reviewing is for curators. Log in as one.";
    return;
  }
  const [found, known] = await Promise.all([dataset, api("finding-codes")]);
  const codes = new Map(known.codes.map((code) => [code.code, code]));
  const make = async (code) => (code === FILES ? new Files(await api("contribute")) : new Findings(code, codes, found.main_axis));
  const select = byId("code");
  select.replaceChildren(element("option", { value: "" }, "all findings"), element("option", { value: FILES }, "contributed files"),
    ...Object.entries(found.findings_by_code ?? {}).sort().map(([code, count]) => element("option", { value: code }, `${code} (${count})`)));
  select.value = new URLSearchParams(location.search).get("code") ?? "";
  if (select.selectedIndex < 0) select.value = "";
  select.addEventListener("change", () => show(() => start(make)));
  byId("queue").addEventListener("submit", (event) => event.preventDefault());
  byId("status").textContent = counted(found.open_findings, "open finding") + ".";
  byId("queue").hidden = false;
  await start(make);
});
