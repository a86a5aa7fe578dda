// What is known about a clip, as lists.
import { part } from "./decisions.js";
import { byId, clipPage, clipPath, counted, element } from "./page.js";

function section(title, ...children) {
  return element("section", {}, element("h2", {}, title), ...children);
}

/** Times and rates are exact in the API: "83/10" is shown as 8.3. */
function text(name, value) {
  const [, over, under] = /_(?:s|hz)$/.test(name) && /^(-?\d+)\/(\d+)$/.exec(value) || [];
  return under ? String(Number((over / under).toFixed(3))) : String(value);
}

/** A list of names and values. */
export function list(facts) {
  return element("dl", { class: "facts" }, ...Object.entries(facts).filter(([, value]) => (value ?? "") !== "")
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

/** What may identify a person: "name, date". */
const meaning = ({ identifies }) => (identifies.length > 0 ? element("span", { class: "note" }, `: ${identifies.join(", ")}`) : null);

/** List items of the lines that were read in the pictures; only who may see them gets them from the API. */
export function readLines({ lines }) {
  return lines.map((line) => element("li", {}, `“${line.text}” at ${line.x}, ${line.y}`, meaning(line)));
}

function texts(found) {
  const read = found.areas - found.areas_unread;
  const unread = found.areas_unread > 0 ? `; ${counted(found.areas_unread, "area")} could not be read` : "";
  return [element("p", { class: "small" }, `${counted(read, "area")} that ${read === 1 ? "looks" : "look"} like text ${read === 1 ? "was" : "were"} read${unread}.`),
    element("ul", {}, ...readLines(found))];
}

function tags(found) {
  const unread = found.unread > 0 ? element("p", { class: "small" }, `${counted(found.unread, "field")} could not be read.`) : null;
  return [element("ul", {}, ...found.tags.map((tag) => element("li", {}, element("strong", {}, tag.name), ` ${tag.value}`, meaning(tag)))), unread];
}

/** The clip's entry, with region and window in words. */
function entry({ entry: { region, window, ...others } }) {
  return { ...others, region: region?.width ? part({ region }) : region, window: window ? part({ window }) : null };
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

/** Fills an element with all that the API says about a clip. */
export function describe(clip, facts) {
  facts.replaceChildren(section("Labels", clip.labels.length === 0 ? element("p", {}, "No label.") : items(clip.labels.map(label))));
  if (clip.findings?.length > 0) facts.append(section("Findings", items(clip.findings.map(finding))));
  if (clip.links.length > 0) {
    facts.append(section("Linked clips", items(clip.links.map((link) =>
      [element("a", { href: clipPage(link.with) }, link.with), ` ${link.kind} `, beside(link.with)]))));
  }
  if (clip.folds.length > 0) {
    facts.append(section("Folds", items(clip.folds.map(({ split, name, fold, stale }) =>
      [`${split}: `, element("a", { href: `/browse?split=${encodeURIComponent(split)}&fold=${fold}` }, `fold ${name}`), stale ? " (stale)" : ""]))));
  }
  if (clip.sector) {
    const { geometry, confidence_permille: confidence } = clip.sector;
    facts.append(section("Sector", list({ kind: geometry.kind, confidence: confidence / 1000 })));
  }
  if (clip.texts) facts.append(section("Text in the pictures", ...texts(clip.texts)));
  facts.append(section("Provenance", list({ ...entry(clip), object: clip.object ?? null, recipe: clip.recipe.digest }),
    clip.frames?.length > 0 ? frames(clip.frames) : null));
  if (clip.media) facts.append(section("Media", list({ ...clip.media.header, ...clip.media.content })));
  if (clip.metadata) facts.append(section("Metadata of the file", ...tags(clip.metadata)));
}
