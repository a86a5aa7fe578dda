// The dataset in numbers, labels by source, and what is left to do.
import { api, byId, counted, dataset, element, show } from "./page.js";
import { session } from "./session.js";

const MOST_SPLITS = 5;

function browse(filters) {
  return `/browse?${new URLSearchParams(filters)}`;
}

function table(target, head, rows) {
  target.replaceChildren(
    element("thead", {}, element("tr", {}, ...head.map((cell) => element("th", { scope: "col" }, cell)))),
    element("tbody", {}, ...rows));
  target.closest("section").hidden = false;
}

function showNumbers(found) {
  const numbers = [["Clips", found.clips], ["Frames", found.frames], ["Subjects", found.subjects],
    ["Sources", found.sources], ["Splits", found.splits], ["Open findings", found.open_findings]];
  byId("numbers").replaceChildren(...numbers.map(([name, count]) => element("div", {},
    element("dt", {}, name), element("dd", {}, count.toLocaleString("en")))));
}

function showLabels({ axis, rows }, column) {
  const sources = [...new Set(rows.map((row) => row.source))];
  const values = [...new Set(rows.map((row) => row[axis]))];
  const count = new Map(rows.map((row) => [JSON.stringify([row[axis], row.source]), row.clips]));
  table(byId("labels"), [axis, ...sources], values.map((value) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: browse({ [column]: value ?? "" }) }, value ?? "no label")),
    ...sources.map((source) => {
      const clips = count.get(JSON.stringify([value, source])) ?? 0;
      const link = browse({ [column]: value ?? "", source });
      return element("td", {}, clips > 0 ? element("a", { href: link }, clips.toLocaleString("en")) : "–");
    }))));
}

/** The clips of each fold of the first splits. */
async function showFolds() {
  const { splits } = await api("facets");
  const found = await Promise.all(splits.slice(0, MOST_SPLITS).map(({ value }) => api(`splits/${encodeURIComponent(value)}/summary`)));
  const rows = found.map(({ name, folds, stale }) => element("tr", {},
    element("th", { scope: "row" }, element("a", { href: "/splits" }, name)),
    element("td", {}, ...folds.flatMap((fold, number) => [number > 0 ? ", " : null,
      element("a", { href: browse({ split: name, fold: fold.name }), "aria-label": `Fold ${fold.name}: ${counted(fold.clips, "clip")}` },
        fold.clips.toLocaleString("en"))])),
    element("td", {}, stale ? "stale" : "up to date")));
  if (rows.length > 0) table(byId("folds"), ["Split", "Clips by fold", "State"], rows);
}

/** What curators find out and answer; the errors first. */
function showFindings(counts, codes, reviews) {
  const severities = ["error", "warning", "note"];
  const rows = codes.filter(({ code }) => counts[code] > 0)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ code, severity, meaning, next }) => element("tr", {},
      element("th", { scope: "row" }, element("a", { href: reviews ? `/review?code=${code}` : browse({ finding: code }) }, code)),
      element("td", {}, counts[code].toLocaleString("en")), element("td", {}, severity),
      element("td", {}, `${meaning}${next ? `. Next: ${next}` : ""}.`)));
  if (rows.length > 0) table(byId("findings"), ["Finding", "Open", "Severity", "What it means, and what to do"], rows);
}

show(async () => {
  const found = await dataset;
  document.title = `${found.name} – sonoset`;
  showNumbers(found);
  if (found.clips === 0) {
    byId("status").textContent = "The dataset is empty: 'sonoset import' brings clips in.";
    return;
  }
  const [labels, { codes }, { role, sees_all: all }] = await Promise.all([api("counts?by=source"), api("finding-codes"), session()]);
  showLabels(labels, found.axis_column);
  showFindings(found.findings_by_code ?? {}, codes, role === "curator" || role === "admin");
  await showFolds();
  const failed = found.clips_by_state.failed ?? 0;
  const shown = labels.rows.reduce((sum, { clips }) => sum + clips, 0);
  byId("status").textContent = [
    failed > 0 ? `${counted(failed, "clip")} could not be read.` : "",
    all ? "" : `You see ${shown.toLocaleString("en")} of the clips: those whose licence and open findings let them be shown.`,
  ].filter(Boolean).join(" ");
});
