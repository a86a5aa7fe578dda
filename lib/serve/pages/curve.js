// Probabilities over time, drawn as lines; the table beside them has the same numbers for who cannot see them.
import { shape } from "./draw.js";
import { element } from "./page.js";

const WIDTH = 300;
const HEIGHT = 100;
const COLOURS = 5;

/** The colour of a class, as it is drawn. */
export function key(number) {
  const drawing = shape("svg", { class: "key", viewBox: "0 0 24 8", "aria-hidden": "true" });
  drawing.append(shape("line", { x1: 0, x2: 24, y1: 4, y2: 4, class: `class-${number % COLOURS}` }));
  return drawing;
}

const line = (name, ...words) => element("div", { class: name, "aria-hidden": "true" }, ...words.map((word) => element("span", {}, word)));

/** {drawing, mark(frame)} of frames with `time_s` and `probabilities`. */
export function curve(frames, classes) {
  const first = frames[0].time_s;
  const length = Math.max(frames.at(-1).time_s - first, 1e-6);
  const x = (frame) => (frames.length > 1 ? ((frame.time_s - first) / length) * WIDTH : WIDTH / 2);
  const drawing = shape("svg", { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
    "aria-label": `Probabilities in ${frames.length} frames over ${length.toFixed(1)} seconds; the table has the numbers` });
  for (const y of [0, HEIGHT / 2, HEIGHT]) drawing.append(shape("line", { x1: 0, x2: WIDTH, y1: y, y2: y, class: "axis" }));
  classes.forEach((name, number) => {
    const points = frames.map((frame) => `${x(frame).toFixed(1)},${((1 - frame.probabilities[name]) * HEIGHT).toFixed(1)}`);
    drawing.append(shape("polyline", { points: points.join(" "), class: `class-${number % COLOURS}` }));
  });
  const now = shape("line", { y1: 0, y2: HEIGHT, class: "now" });
  drawing.append(now);
  const mark = (frame) => {
    now.setAttribute("x1", x(frame));
    now.setAttribute("x2", x(frame));
  };
  mark(frames[0]);
  const seconds = [frames[0], frames.at(-1)].map(({ time_s: time }) => `${time.toFixed(1)} s`);
  return { drawing: element("div", { class: "plot" }, line("scale", "100%", "50%", "0%"), drawing, line("times", ...seconds)), mark };
}

/** The same numbers. */
export function numbers(frames, classes) {
  const percent = (share) => `${Math.round(share * 100)}%`;
  return element("details", {}, element("summary", {}, "Numbers of each frame"),
    element("div", { class: "wide", role: "region", "aria-label": "Table: numbers of each frame", tabindex: "0" }, element("table", {},
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Time"),
        ...classes.map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...frames.map((frame) => element("tr", {}, element("th", { scope: "row" }, `${frame.time_s.toFixed(2)} s`),
        ...classes.map((name) => element("td", {}, percent(frame.probabilities[name])))))))));
}
