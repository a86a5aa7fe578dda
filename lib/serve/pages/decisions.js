// Decisions about a clip in words.
import { element } from "./page.js";

/** A region or window in words: {region} or {window}. */
export function part(what) {
  if (what.region) return `${what.region.width} × ${what.region.height} at ${what.region.x}, ${what.region.y}`;
  const { from, to, first, end } = what.window ?? {};
  if (first !== undefined || end !== undefined) return `pictures ${(first ?? 0) + 1} to ${end ?? "the last"}`;
  if (from !== undefined || to !== undefined) return `${from ?? 0} s to ${to === undefined ? "the end" : `${to} s`}`;
  return "the whole file";
}

/** "label diagnosis: healthy"; `all`: the decisions by id. */
export function words(decision, all) {
  const { kind, what } = decision;
  if (kind === "label") return `labelled ${what.axis}: ${what.value}${what.role === "annotator" ? " as annotator" : ""}`;
  if (kind === "resolve") return `${what.region ? "accepted" : "dismissed"} ${what.code}`;
  if (kind === "region") return `set the region to ${part(what)}`;
  if (kind === "window") return `set the window to ${part(what)}`;
  const undone = all.get(decision.undoes);
  if (!undone) return "undid an earlier decision";
  return undone.kind === "undo" ? `restored: ${words(all.get(undone.undoes) ?? undone, all)}` : `undid: ${words(undone, all)}`;
}

/** A list item for each, the latest first; `undo` is called with one that can be undone. */
export function history(decisions, undo) {
  const all = new Map(decisions.map((decision) => [decision.id, decision]));
  return decisions.toReversed().map((decision) => {
    const text = words(decision, all);
    const time = element("time", { datetime: decision.at, class: "small" }, decision.at.replace("T", " ").replace("Z", ""));
    const said = element("span", decision.undone ? { class: "undone" } : {}, element("strong", {}, decision.who), ` ${text}: ${decision.why}`);
    const item = element("li", {}, said, time);
    if (decision.can_undo) {
      const redoes = decision.kind === "undo";
      const button = element("button", { type: "button", "aria-label": `${redoes ? "Restore" : "Undo"}: ${decision.who} ${text}` }, redoes ? "Restore" : "Undo");
      button.addEventListener("click", () => undo(decision));
      item.append(button);
    }
    return item;
  });
}
