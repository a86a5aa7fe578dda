// One clip: its pictures with what was found in them, what is known about it, and, for curators, what they decide.
import { curate } from "./curate.js";
import { draw } from "./draw.js";
import { describe } from "./facts.js";
import { api, byId, clipPath, element, show } from "./page.js";
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

show(async () => {
  const [clip, { role }] = await Promise.all([api(clipPath(id)), session()]);
  const curates = role === "curator" || role === "admin";
  document.title = `${clip.clip} – sonoset`;
  byId("id").textContent = clip.clip;
  describe(clip, byId("facts"));
  if (!clip.media) byId("status").textContent = "This clip has no pictures yet.";
  if (clip.media && clip.shown === "frames") return showFrames(clip);
  const shown = clip.media ? await play(clip, curates) : null;
  if (!curates) return;
  const reload = async () => {
    const now = await api(clipPath(id));
    describe(now, byId("facts"));
    if (shown) draw(byId("drawing"), now, shown.preview);
    return now;
  };
  await curate(clip, shown, reload);
});
