// What is drawn on a clip's pictures: its sector, overlays and region.
const SVG = "http://www.w3.org/2000/svg";

export function shape(name, attributes) {
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

/** Draws on an <svg> over pictures of this size. */
export function draw(drawing, clip, { picture_width: width, picture_height: height }) {
  drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.replaceChildren();
  const sector = clip.sector ? outline(clip.sector) : null;
  if (sector) drawing.append(sector);
  for (const { kind, ...box } of clip.overlays ?? []) {
    const drawn = shape("rect", { ...box, class: "overlay" });
    const title = shape("title", {});
    title.textContent = kind;
    drawn.append(title);
    drawing.append(drawn);
  }
  const region = clip.entry.region;
  if (region && region !== "auto") drawing.append(shape("rect", { ...region, class: "region" }));
}
