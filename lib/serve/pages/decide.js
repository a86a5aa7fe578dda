// Sends what a curator decides. The page has the reason in #why, and #done for what came of it.
import { byId, counted } from "./page.js";
import { send, sentence } from "./session.js";

/** Sends a decision with the reason, and says what came of it; `refresh` is called with the answer. */
export async function decide(path, body, refresh) {
  const why = byId("why");
  const done = byId("done");
  done.classList.remove("error");
  if (!why.value.trim()) {
    done.classList.add("error");
    done.textContent = "Write the reason first.";
    why.focus();
    return;
  }
  done.textContent = "Saving…";
  try {
    const result = await send("POST", `/api/v1/${path}`, { ...body, why: why.value.trim() });
    const parts = ["Saved."];
    if (result.labels !== undefined) parts.push(`${counted(result.labels, "label")} recorded.`);
    if (result.undone > 1) parts.push(`${counted(result.undone, "decision")} undone.`);
    if (result.resolved !== undefined) parts.push(`${counted(result.resolved, "finding")} answered.`);
    if (result.unchanged > 0) parts.push(`${result.unchanged} were so before.`);
    if (result.frames_made > 0) parts.push(`${counted(result.frames_made, "frame")} made again.`);
    for (const { clip, code, message } of result.failures ?? []) parts.push(`Clip ${clip} has no frames now: ${code}, ${message}. Set another part, or undo.`);
    for (const { split } of result.stale_splits ?? []) parts.push(`Split ${split} is stale now.`);
    await refresh(result);
    done.textContent = parts.join(" ");
  } catch (error) {
    done.classList.add("error");
    done.textContent = sentence(error);
  }
}
