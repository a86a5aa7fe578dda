// One clip: its pictures with what was found in them, what is known about it, and, for curators, what they decide.
import { curate } from "./curate.js";
import { draw } from "./draw.js";
import { api, byId, clipPage, clipPath, counted, element, show } from "./page.js";
import { Player, Slides, size } from "./player.js";
import { session } from "./session.js";

const id = new URLSearchParams(location.search).get("id") ?? "";

async function play(clip, whole) {
  const status = byId("status");
  status.textContent = "Preparing the video…";
  const query = whole ? "?window=all" : "";
  const preview = await api(`${clipPath(id)}/preview${query}`);
  const video = byId("video");
  size(video, preview.width, preview.height);
  draw(byId("drawing"), clip, preview);
  byId("outline").addEventListener("change", (event) => byId("drawing").classList.toggle("off", !event.target.checked));
  const player = new Player(video);
  player.open(preview);
  video.src = `/api/v1/${clipPath(id)}/preview.mp4${query}`;
  byId("player").hidden = false;
  status.textContent = "";
  return { player, preview };
}

/** The frames alone, for those who may not see whole pictures. */
function showFrames(clip) {
  const image = element("img", { alt: "" });
  image.addEventListener("load", () => size(image, image.naturalWidth, image.naturalHeight));
  byId("video").replaceWith(image);
  byId("drawing").remove();
  byId("outline").closest("label").remove();
  const times = clip.frames.map(({ time_s: time }, number) => Number(time ?? number));
  const slides = new Slides(image, clip.frames.map(({ picture }) => `/api/v1/${clipPath(id)}/frames/${picture}`), times);
  const player = new Player(slides);
  player.open({ times_s: times, pictures: clip.frames.map(({ picture }) => picture) });
  player.tell();
  byId("player").hidden = false;
  byId("status").textContent = "The frames of this clip; its whole pictures are shown to curators only.";
}

function part(title, ...children) {
  return element("section", {}, element("h2", {}, title), ...children);
}

/** Times and rates are exact in the API: "83/10" is shown as 8.3. */
function text(name, value) {
  const [, over, under] = /_(?:s|hz)$/.test(name) && /^(-?\d+)\/(\d+)$/.exec(value) || [];
  return under ? String(Number((over / under).toFixed(3))) : String(value);
}

function list(facts) {
  return element("dl", { class: "facts" }, ...Object.entries(facts).filter(([, value]) => value !== null && value !== "")
    .flatMap(([name, value]) => [element("dt", {}, name.replaceAll("_", " ")),
      element("dd", {}, typeof value === "object" ? list(value) : text(name, value))]));
}

/** From the picture in the file to the digest of what is in the frame. */
function frames(rows) {
  const lines = rows.map(({ picture, pixels }) => element("li", {}, `picture ${picture + 1} `, element("code", {}, pixels)));
  return element("details", {}, element("summary", {}, `Digests of the pixels of ${counted(rows.length, "frame")}`),
    element("ul", { class: "digests" }, ...lines));
}

function items(rows) {
  return element("ul", {}, ...rows.map((row) => element("li", {}, ...row)));
}

function label({ axis, value, by, evidence }) {
  return [element("strong", {}, `${axis}: ${value}`), ` by ${by || "the manifest"}`, evidence ? ` (${evidence})` : ""];
}

function finding({ code, message, resolved_by: by }) {
  return [element("strong", {}, code), ` ${message}`, by ? ` Resolved by ${by}.` : ""];
}

/** A button that shows a linked clip's video below this one's. */
function beside(other) {
  const button = element("button", { type: "button", "aria-label": `Show ${other} beside this clip` }, "Show beside");
  button.addEventListener("click", () => {
    const video = element("video", { src: `/api/v1/${clipPath(other)}/preview.mp4`, controls: "", loop: "", "aria-label": `Clip ${other}` });
    video.muted = true;
    const caption = element("figcaption", {}, element("a", { href: clipPage(other) }, other));
    const figure = element("figure", { class: "screen" }, video, caption);
    video.addEventListener("error", () => caption.append(": it has no pictures, or you may not see them"));
    byId("beside").replaceChildren(figure);
    video.play().catch(() => {});
    figure.scrollIntoView({ block: "nearest" });
  });
  return button;
}

function describe(clip) {
  const facts = byId("facts");
  facts.replaceChildren(part("Labels", clip.labels.length === 0 ? element("p", {}, "No label.") : items(clip.labels.map(label))));
  if (clip.findings?.length > 0) facts.append(part("Findings", items(clip.findings.map(finding))));
  if (clip.links.length > 0) {
    facts.append(part("Linked clips", items(clip.links.map((link) =>
      [element("a", { href: clipPage(link.with) }, link.with), ` ${link.kind} `, beside(link.with)]))));
  }
  if (clip.folds.length > 0) {
    facts.append(part("Folds", items(clip.folds.map(({ split, name, fold, stale }) =>
      [`${split}: `, element("a", { href: `/browse?split=${encodeURIComponent(split)}&fold=${fold}` }, `fold ${name}`), stale ? " (stale)" : ""]))));
  }
  if (clip.sector) {
    const { geometry, confidence_permille: confidence } = clip.sector;
    facts.append(part("Sector", list({ kind: geometry.kind, confidence: confidence / 1000 })));
  }
  facts.append(part("Provenance", list({ ...clip.entry, object: clip.object ?? null, recipe: clip.recipe.digest }),
    clip.frames?.length > 0 ? frames(clip.frames) : null));
  if (clip.media) facts.append(part("Media", list({ ...clip.media.header, ...clip.media.content })));
}

show(async () => {
  const [clip, { role }] = await Promise.all([api(clipPath(id)), session()]);
  const curates = role === "curator" || role === "admin";
  document.title = `${clip.clip} – sonoset`;
  byId("id").textContent = clip.clip;
  describe(clip);
  if (!clip.media) byId("status").textContent = "This clip has no pictures yet.";
  if (clip.media && clip.shown === "frames") return showFrames(clip);
  const shown = clip.media ? await play(clip, curates) : null;
  if (!curates) return;
  const reload = async () => {
    const now = await api(clipPath(id));
    describe(now);
    if (shown) draw(byId("drawing"), now, shown.preview);
    return now;
  };
  await curate(clip, shown, reload);
});
