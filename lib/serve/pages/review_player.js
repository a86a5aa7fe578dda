// The player of the review page.
import { draw } from "./draw.js";
import { api, byId } from "./page.js";
import { Player, size } from "./player.js";

const player = new Player(byId("video"));

/** Plays the preview at `path` of the API, with what was found in `clip` drawn on it, if it is `current()` still. */
export async function play(path, clip, current) {
  const preview = await api(`${path}/preview`);
  if (!current()) return;
  const video = byId("video");
  size(video, preview.width, preview.height);
  player.open(preview);
  draw(byId("drawing"), clip, preview);
  video.src = `/api/v1/${path}/preview.mp4`;
  byId("player").hidden = false;
}
