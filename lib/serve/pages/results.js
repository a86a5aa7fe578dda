// What became of contributed files: shared by the pages that show it.
import { element } from "./page.js";

const STATES = {
  received: "Waits to be checked",
  checking: "Being checked",
  quarantined: "In quarantine: a curator will look at it",
  refused: "Refused",
  accepting: "Accepted, being added to the dataset",
  accepted: "Accepted: it is in the dataset",
  rejected: "Rejected by a curator",
  withdrawn: "Withdrawn",
};

/** Whether the check of all files has ended. */
export const areChecked = (files) => files.every(({ state }) => state !== "received" && state !== "checking");

// Messages that say only where something is.
const WHAT = { "identifying-text": "text in the pictures may identify a person: " };

function notes(file) {
  const lines = (file.findings ?? []).filter(({ severity }) => severity !== "note" && file.state === "quarantined")
    .map(({ code, message }) => element("p", { class: "small" }, `Note: ${WHAT[code] ?? ""}${message}`));
  if (file.removed_after) lines.push(element("p", { class: "small" }, `The file is deleted after ${file.removed_after.slice(0, 10)}.`));
  if (file.withdrawal_wanted) lines.push(element("p", {}, `You asked to withdraw it on ${file.withdrawal_wanted.slice(0, 10)}; the curators know.`));
  return lines;
}

/** List items, one for each file. */
export function results(files) {
  return files.map((file) => {
    const bad = file.state === "refused" || file.state === "rejected";
    const state = `${STATES[file.state] ?? file.state}${file.reason ? `: ${file.reason}` : ""}`;
    return element("li", {}, element("strong", {}, file.name), element("p", { class: bad ? "error" : null }, state), ...notes(file));
  });
}
