// Each split: what was compared, what is in its folds, and what can be saved.
import { api, byId, counted, element, show } from "./page.js";
import { session } from "./session.js";

const COLOURS = 7;  // the last one is for all further labels

const browse = (split, fold) => `/browse?${new URLSearchParams({ split, fold })}`;
const shown = (count) => count.toLocaleString("en");
const partOf = (index) => `part${Math.min(index, COLOURS - 1)}`;

/** The labels of a fold as shares of its clips; the table has the numbers. */
function bar(labels, counts, clips) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  const attributes = { class: "bar", viewBox: `0 0 ${Math.max(clips, 1)} 1`, preserveAspectRatio: "none", "aria-hidden": "true" };
  for (const [key, value] of Object.entries(attributes)) drawing.setAttribute(key, value);
  let x = 0;
  labels.forEach((label, index) => {
    const part = document.createElementNS(SVG, "rect");
    for (const [key, value] of Object.entries({ class: partOf(index), x, y: 0, width: counts[label], height: 1 })) part.setAttribute(key, value);
    drawing.append(part);
    x += counts[label];
  });
  return drawing;
}

function foldRow(name, link, counts, labels) {
  return element("tr", {}, element("th", { scope: "row" }, link ? element("a", { href: link }, name) : name),
    ...[counts.clips, counts.frames, counts.subjects, ...labels.map((label) => counts.labels[label])].map((count) => element("td", {}, shown(count))),
    element("td", {}, bar(labels, counts.labels, counts.clips)));
}

function folds(split) {
  const labels = Object.keys(split.all.labels);
  const named = labels.map((label, index) => element("th", { scope: "col" }, element("span", { class: `key ${partOf(index)}`, "aria-hidden": "true" }),
    label || "no label"));
  const head = ["Fold", "Clips", "Frames", "Subjects"].map((title) => element("th", { scope: "col" }, title));
  return element("div", { class: "wide", role: "region", "aria-label": `Table: folds of ${split.name}`, tabindex: "0" },
    element("table", {}, element("thead", {}, element("tr", {}, ...head, ...named, element("td", {}))),
      element("tbody", {}, ...split.folds.map((fold) => foldRow(fold.name, browse(split.name, fold.name), fold, labels)),
        foldRow("all", null, split.all, labels))));
}

function made(split) {
  const test = split.test === null ? "" : ` and a test set of ${Math.round(split.test * 100)}%`;
  const number = split.folds.length - (test ? 1 : 0);
  return `${counted(number, "fold")}${test}, by ${split.by}; labels of ${split.axes.join(", ")} spread evenly, seed ${split.seed}.`;
}

function saved(split) {
  if (split.stale) return element("p", { class: "error" }, `It no longer fits the dataset: ${split.stale}.`);
  if (split.by === "frame") return element("p", { class: "note" }, `It divides clips into frames: 'sonoset export csv OUT --split ${split.name}' writes them.`);
  const path = `/api/v1/splits/${encodeURIComponent(split.name)}/manifest.csv`;
  return element("p", {}, element("a", { href: path, download: "" }, `Save ${split.name} as CSV`), ": a row for each clip, with fold and label.");
}

function article(split) {
  const id = `split-${split.name}`;
  return element("section", { class: "split", "aria-labelledby": id },
    element("h2", { id }, split.name), element("p", {}, made(split)), saved(split), element("p", { class: "compared" }, split.compared), folds(split));
}

show(async () => {
  const [{ splits }, { sees_all }] = await Promise.all([api("facets"), session()]);
  byId("report").hidden = !sees_all;
  for (const { value } of splits) {
    byId("splits").append(article(await api(`splits/${encodeURIComponent(value)}/summary`)));
  }
  byId("status").textContent = splits.length > 0 ? "" : "There is no split yet: 'sonoset split main' makes one.";
});
