// Pictures of a clip that follow the pointer: one sprite a clip, fetched when it comes into view.
import { api, clipPath } from "./page.js";

function place(view, layout, number) {
  const column = number % layout.columns;
  const row = Math.floor(number / layout.columns);
  view.style.backgroundPosition = `${-column * layout.tile_width}px ${-row * layout.tile_height}px`;
}

async function fill(view) {
  const path = clipPath(view.dataset.clip);
  const layout = await api(`${path}/sprite`);
  view.style.width = `${layout.tile_width}px`;
  view.style.height = `${layout.tile_height}px`;
  view.style.backgroundImage = `url("/api/v1/${path}/sprite.jpg")`;
  view.addEventListener("pointermove", (event) => {
    const part = event.offsetX / layout.tile_width;
    place(view, layout, Math.min(layout.count - 1, Math.max(0, Math.floor(part * layout.count))));
  });
  view.addEventListener("pointerleave", () => place(view, layout, 0));
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    fill(target).catch(() => target.classList.add("missing"));
  }
}, { rootMargin: "300px" });

/** Makes `view`, which has a clip's id as data-clip, show the clip. May be called again. */
export function scrub(view) {
  if (view.dataset.scrub) return;
  view.dataset.scrub = "yes";
  seen.observe(view);
}

/** The view goes. */
export function forget(view) {
  seen.unobserve(view);
}
