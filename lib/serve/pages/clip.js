// One clip: its pictures with what was found in them, and what is known about it.
import { api, byId, clipPage, clipPath, element, show } from "./page.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const video = byId("video");
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The outline of a sector, whose coordinates are sixteenths of a pixel. */
function outline({ geometry }) {
  if (geometry.kind === "whole") return null;
  const [a, b, c, d] = [0, 2, 4, 6].map((i) => `${geometry.corners[i] / 16} ${geometry.corners[i + 1] / 16}`);
  const [inner, outer] = (geometry.radii ?? [0, 0]).map((radius) => radius / 16);
  const top = inner > 0 ? `A ${inner} ${inner} 0 0 0 ${b}` : `L ${b}`;
  const bottom = outer > 0 ? `A ${outer} ${outer} 0 0 1 ${d}` : `L ${d}`;
  return shape("path", { d: `M ${a} ${top} L ${c} ${bottom} Z`, class: "sector" });
}

function draw(clip, preview) {
  const drawing = byId("drawing");
  drawing.setAttribute("viewBox", `0 0 ${preview.picture_width} ${preview.picture_height}`);
  const sector = clip.sector ? outline(clip.sector) : null;
  if (sector) drawing.append(sector);
  for (const { kind, x, y, width, height } of clip.overlays ?? []) {
    const box = shape("rect", { x, y, width, height, class: "overlay" });
    const title = shape("title", {});
    title.textContent = kind;
    box.append(title);
    drawing.append(box);
  }
  const region = clip.entry.region;
  if (region && region !== "auto") drawing.append(shape("rect", { ...region, class: "region" }));
  byId("outline").addEventListener("change", (event) => drawing.classList.toggle("off", !event.target.checked));
}

/** Plays, pauses, and steps by picture. */
function control(preview) {
  const times = preview.times_s;
  const first = times[0] ?? 0;
  const current = () => {
    let number = times.findIndex((time) => time - first > video.currentTime + 0.0005) - 1;
    if (number < -1) number = times.length - 1;
    return Math.max(0, number);
  };
  const go = (by) => {
    video.pause();
    const number = Math.min(times.length - 1, Math.max(0, current() + by));
    video.currentTime = times[number] - first + 0.001;
  };
  const toggle = () => (video.paused ? video.play() : video.pause());
  const tell = () => {
    byId("position").textContent = `picture ${current() + 1} of ${times.length}, ${video.currentTime.toFixed(2)} s`;
    byId("play").textContent = video.paused ? "Play" : "Pause";
  };
  for (const name of ["timeupdate", "seeked", "play", "pause", "loadeddata"]) video.addEventListener(name, tell);
  byId("play").addEventListener("click", toggle);
  byId("back").addEventListener("click", () => go(-1));
  byId("forward").addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, button, a")) return;
    const keys = { " ": toggle, ArrowLeft: () => go(-1), ArrowRight: () => go(1) };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}

async function play(clip) {
  const status = byId("status");
  status.textContent = "Preparing the video…";
  const preview = await api(`${clipPath(id)}/preview`);
  video.width = preview.width;
  video.height = preview.height;
  draw(clip, preview);
  control(preview);
  video.src = `/api/v1/${clipPath(id)}/preview.mp4`;
  byId("player").hidden = false;
  status.textContent = "";
}

function part(title, ...children) {
  return element("section", {}, element("h2", {}, title), ...children);
}

function list(facts) {
  return element("dl", { class: "facts" }, ...Object.entries(facts).filter(([, value]) => value !== null && value !== "")
    .flatMap(([name, value]) => [element("dt", {}, name.replaceAll("_", " ")),
      element("dd", {}, typeof value === "object" ? JSON.stringify(value) : String(value))]));
}

function items(rows) {
  return element("ul", {}, ...rows.map((row) => element("li", {}, ...row)));
}

function describe(clip) {
  const facts = byId("facts");
  facts.append(part("Labels", clip.labels.length === 0 ? element("p", {}, "No label.") : items(clip.labels.map((label) =>
    [element("strong", {}, `${label.axis}: ${label.value}`), ` by ${label.by || "the manifest"}`,
      label.evidence ? ` (${label.evidence})` : ""]))));
  if (clip.findings?.length > 0) {
    facts.append(part("Findings", items(clip.findings.map((finding) =>
      [element("strong", {}, finding.code), ` ${finding.message}`,
        finding.resolved_by ? ` Resolved by ${finding.resolved_by}.` : ""]))));
  }
  if (clip.links.length > 0) {
    facts.append(part("Linked clips", items(clip.links.map((link) =>
      [element("a", { href: clipPage(link.with) }, link.with), ` ${link.kind}`]))));
  }
  if (clip.sector) {
    const { geometry, confidence_permille: confidence } = clip.sector;
    facts.append(part("Sector", list({ kind: geometry.kind, confidence: confidence / 1000 })));
  }
  facts.append(part("Provenance", list({ ...clip.entry, object: clip.object ?? null, recipe: clip.recipe.digest })));
  if (clip.media) facts.append(part("Media", list({ ...clip.media.header, ...clip.media.content })));
}

show(async () => {
  const clip = await api(clipPath(id));
  document.title = `${clip.clip} – sonoset`;
  byId("id").textContent = clip.clip;
  describe(clip);
  if (clip.media) await play(clip);
  else byId("status").textContent = "This clip has no pictures yet.";
});
