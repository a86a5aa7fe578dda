// Sends files to be screened one after another, and shows what the model says about each.
import { curve, key, numbers } from "./curve.js";
import { api, byId, counted, element, show } from "./page.js";
import { size } from "./player.js";
import { session } from "./session.js";

const WAIT_MS = 400;
const STATES = { queued: "Waiting", reading: "Reading the pictures", predicting: "Asking the model" };
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const percent = (share) => `${Math.round(share * 100)}%`;

async function send(file) {
  const { csrf } = await session();
  for (;;) {
    const response = await fetch(`/api/v1/screen?name=${encodeURIComponent(file.name.slice(0, 200))}`,
      { method: "POST", body: file, headers: csrf ? { "X-Sonoset-CSRF": csrf } : {} });
    const said = await response.json().catch(() => ({}));
    if (response.ok) return said.key;
    const retry = Number(response.headers.get("Retry-After"));
    if (response.status !== 503 || !retry) throw new Error(said.detail ?? `the server answered ${response.status}`);
    await pause(retry * 1000);
  }
}

async function finished(id, tell) {
  for (;;) {
    const said = await api(`screen/${id}`);
    if (said.state === "done" || said.state === "failed") return said;
    tell(`${STATES[said.state] ?? said.state}${said.ahead ? `, ${counted(said.ahead, "file")} before this one` : ""}…`);
    await pause(WAIT_MS);
  }
}

function verdictOf({ verdict }) {
  if (verdict.state !== "answered") {
    return [element("p", {}, element("strong", {}, "Not a picture of this kind: "),
      "it is unlike those that the model was trained with, so the model gives no answer.")];
  }
  const classes = Object.entries(verdict.probabilities);
  const [best, share] = classes.reduce((a, b) => (b[1] > a[1] ? b : a));
  return [element("p", {}, "Most like ", element("strong", {}, best), ` (${percent(share)}): ${verdict.certainty}.`),
  element("table", {},
    element("caption", {}, "What the model takes it for"),
    element("tbody", {}, ...classes.map(([name, share], number) => element("tr", {},
      element("th", { scope: "row" }, key(number), ` ${name}`), element("td", {}, percent(share)))))),
  element("p", { class: "small" }, `Predictive entropy ${verdict.entropy.toFixed(2)}, mutual information `,
    `${verdict.mutual_information.toFixed(2)}: the larger, the less certain. Out-of-distribution score ${verdict.ood_score.toFixed(2)}.`)];
}

/** The frames, with their heat maps if there are any. */
function viewer(id, said, changed) {
  const answered = said.verdict.state === "answered";
  const image = element("img", { alt: "" });
  if (said.region) size(image, said.region.width, said.region.height);
  const slider = element("input", { type: "range", min: 0, max: said.frames.length - 1, value: 0 });
  const heat = element("input", { type: "checkbox" });
  const place = element("output", {});
  const update = () => {
    const number = Number(slider.value);
    image.src = `/api/v1/screen/${id}/${heat.checked ? "heat" : "frames"}/${number}`;
    image.alt = `Frame ${number + 1}${heat.checked ? " with the heat map" : ""}`;
    place.textContent = `frame ${number + 1} of ${said.frames.length}, ${said.frames[number].time_s.toFixed(2)} s`;
    changed(said.frames[number]);
  };
  slider.addEventListener("input", update);
  heat.addEventListener("change", update);
  update();
  return element("div", {}, image, said.frames.length > 1 ? element("label", {}, "Frame ", slider) : null, element("p", {}, place),
    answered ? element("label", {}, heat, " Heat map: where the model looked") : null);
}

function fill(target, id, said) {
  if (said.state === "failed") {
    target.append(element("p", { class: "error" }, `This file could not be read: ${said.why}`));
    return;
  }
  const classes = Object.keys(said.verdict.probabilities ?? {});
  const frames = said.frames.filter((frame) => frame.probabilities);
  const answered = said.verdict.state === "answered" && frames.length > 0;
  const drawn = answered ? curve(frames, classes) : null;
  const verdict = element("div", {}, ...verdictOf(said));
  if (answered) verdict.append(drawn.drawing, numbers(frames, classes));
  for (const finding of said.findings ?? []) verdict.append(element("p", { class: "small" }, `${finding.code}: ${finding.message}`));
  verdict.append(element("p", {}, "The file is not kept. ", element("a", { href: "/contribute" }, "Contribute it"), " to give it to the dataset."));
  target.append(element("div", { class: "parts" }, viewer(id, said, (frame) => drawn?.mark(frame)), verdict));
}

async function screen(file) {
  const status = element("p", { role: "status" }, "Sending…");
  const result = element("section", { class: "result", "aria-label": file.name }, element("h2", {}, file.name), status);
  byId("results").append(result);
  try {
    const id = await send(file);
    const said = await finished(id, (text) => { status.textContent = text; });
    status.textContent = "";
    fill(result, id, said);
  } catch (error) {
    status.classList.add("error");
    status.textContent = `This could not be screened: ${error.message}`;
  }
}

function accept(files) {
  for (const file of files) screen(file);
}

function takeFiles() {
  const drop = byId("drop");
  drop.hidden = false;
  byId("files").addEventListener("change", (event) => {
    accept([...event.target.files]);
    event.target.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    accept([...event.dataTransfer.files]);
  });
}

show(async () => {
  const about = await api("screen");
  byId("notice").textContent = about.notice;
  if (!about.available) {
    byId("status").textContent = `Nothing can be screened: ${about.why}. ${about.next}`;
    return;
  }
  const classes = about.model.classes.join(", ");
  byId("status").textContent = `The model of run ${about.model.run} tells ${classes} apart.`;
  takeFiles();
});
