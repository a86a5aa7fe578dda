// Findings about clips one after another, with keys for what a curator answers most often.
import { decide } from "./curate.js";
import { draw } from "./draw.js";
import { api, byId, clipPage, clipPath, counted, dataset, element, show } from "./page.js";
import { Player } from "./player.js";
import { session } from "./session.js";

const PAGE = 50;
const player = new Player(byId("video"));
let axis = "diagnosis";
let codes = new Map();
let items = [];
let next = null;   // cursor of the items behind these
let place = 0;
let turn = 0;      // of what is shown: answers for earlier items are dropped
let last = null;   // the decision that Undo takes back

async function more() {
  const code = byId("code").value;
  const query = new URLSearchParams({ about: "clip", resolved_by: "", limit: PAGE });
  if (code) query.set("code", code);
  if (next) query.set("after", next);
  const page = await api(`findings?${query}`);
  items.push(...page.rows);
  next = page.next;
}

async function showPictures(clip, mine) {
  const video = byId("video");
  byId("player").hidden = !clip.media;
  if (!clip.media) return;
  const preview = await api(`${clipPath(clip.clip)}/preview`);
  if (mine !== turn) return;
  video.width = preview.width;
  video.height = preview.height;
  player.open(preview);
  draw(byId("drawing"), clip, preview);
  video.src = `/api/v1/${clipPath(clip.clip)}/preview.mp4`;
}

async function showValues(clip, mine) {
  const axes = (await api(`${clipPath(clip.clip)}/axes`)).axes;
  if (mine !== turn) return;
  const found = axes.find(({ id }) => id === axis) ?? axes[0];
  byId("axis").textContent = `The keys 1 to 9 label ${found.id}.`;
  byId("values").replaceChildren(...found.values.slice(0, 9).map(({ id, definition }, number) => {
    const button = element("button", { type: "button", title: definition, "aria-keyshortcuts": number + 1 }, `${id} `,
      element("kbd", {}, String(number + 1)));
    button.addEventListener("click", () => act(`${clipPath(clip.clip)}/labels`, { axis: found.id, value: id }));
    return button;
  }));
}

async function open(number) {
  const mine = ++turn;
  place = Math.max(0, number);
  while (place >= items.length && next) await more();
  byId("item").hidden = place >= items.length;
  const behind = next ? ", and more" : "";
  byId("count").textContent = items.length === 0 ? "Nothing is open." : place >= items.length ? "That was the last one."
    : `${(place + 1).toLocaleString("en")} of ${items.length.toLocaleString("en")}${behind}`;
  if (place >= items.length) return;
  const { id, code, message, answered } = items[place];
  const about = codes.get(code) ?? {};
  byId("id").textContent = id;
  byId("id").href = clipPage(id);
  byId("what").textContent = `${code}:`;
  byId("message").textContent = message || about.meaning;
  byId("next").textContent = about.next ? `What to do: ${about.next}.` : "";
  byId("accept").hidden = code !== "sector-differs";
  for (const button of ["accept", "dismiss"]) byId(button).disabled = Boolean(answered);
  const clip = await api(clipPath(id));
  if (mine !== turn) return;
  byId("labels").textContent = clip.labels.length === 0 ? "No label."
    : clip.labels.map((label) => `${label.axis}: ${label.value} (${label.by || "manifest"})`).join(", ");
  await Promise.all([showPictures(clip, mine), showValues(clip, mine)]);
}

/** Sends a decision about the clip that is shown, and keeps what Undo needs. */
function act(path, body, then = () => open(place)) {
  const { id } = items[place];
  return decide(path, body, async () => {
    const { decisions } = await api(`${clipPath(id)}/decisions`);
    last = decisions.at(-1);
    byId("undo").disabled = false;
    await then();
  });
}

function answer(how) {
  const item = items[place];
  if (!item || item.answered) return;
  act("findings/answers", { answers: [{ code: item.code, id: item.id, answer: how }] }, () => {
    item.answered = true;
    return open(place + 1);
  });
}

function undo() {
  if (!last) return;
  const { id, what } = last;
  decide(`decisions/${id}/undo`, {}, async () => {
    last = null;
    byId("undo").disabled = true;
    const item = items.findIndex((one) => one.id === (what?.id ?? what?.clip) && (!what?.code || one.code === what.code));
    if (item >= 0 && what?.code) items[item].answered = false;
    await open(item >= 0 ? item : place);
  });
}

const keys = { a: () => { if (!byId("accept").hidden) answer("accept"); }, d: () => answer("dismiss"), j: () => show(() => open(place + 1)),
  k: () => show(() => open(place - 1)), u: undo };
for (const [key, id] of Object.entries({ a: "accept", d: "dismiss", j: "skip", k: "previous", u: "undo" })) {
  byId(id).addEventListener("click", keys[key]);
}
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (/^[1-9]$/.test(event.key)) byId("values").children[Number(event.key) - 1]?.click();
  else keys[event.key.toLowerCase()]?.();
});

async function start() {
  const address = new URLSearchParams(location.search);
  if (byId("code").value) address.set("code", byId("code").value); else address.delete("code");
  history.replaceState(null, "", address.size > 0 ? `?${address}` : location.pathname);
  items = [];
  next = null;
  await more();
  await open(0);
}

show(async () => {
  const { role } = await session();
  if (role !== "curator" && role !== "admin") {
    byId("status").textContent = "Reviewing is for curators. Log in as one.";
    return;
  }
  const [found, known] = await Promise.all([dataset, api("finding-codes")]);
  axis = found.main_axis;
  codes = new Map(known.codes.map((code) => [code.code, code]));
  const open = Object.entries(found.findings_by_code ?? {}).sort();
  byId("code").replaceChildren(element("option", { value: "" }, "all"),
    ...open.map(([code, count]) => element("option", { value: code }, `${code} (${count})`)));
  byId("code").value = new URLSearchParams(location.search).get("code") ?? "";
  byId("code").addEventListener("change", () => show(start));
  byId("queue").addEventListener("submit", (event) => event.preventDefault());
  byId("status").textContent = counted(found.open_findings, "open finding") + ".";
  byId("queue").hidden = false;
  await start();
});
