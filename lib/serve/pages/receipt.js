// Shows what became of a contribution, by the code of its receipt: /receipt#CODE. Fragments are not sent to servers.
import { byId, counted, show } from "./page.js";
import { areChecked, results } from "./results.js";
import { get, send, sentence } from "./session.js";

const WAIT_MS = 1500;
const code = location.hash.slice(1);
const path = `/api/v1/receipts/${encodeURIComponent(code)}`;
let timer;

function fill(receipt) {
  byId("status").textContent = `${counted(receipt.files.length, "file")} of ${receipt.created.slice(0, 10)}, licence ${receipt.licence}`;
  byId("results").replaceChildren(...results(receipt.files));
  byId("results").hidden = false;
  const ends = ["withdrawn", "refused"];
  byId("withdrawal").hidden = receipt.files.every((file) => ends.includes(file.state) || file.withdrawal_wanted);
  clearTimeout(timer);
  if (!areChecked(receipt.files)) timer = setTimeout(() => show(load), WAIT_MS);
}

async function load() {
  if (!code) throw new Error("the link is not complete");
  fill(await get(path));
}

byId("sure").addEventListener("change", (event) => { byId("withdraw").disabled = !event.target.checked; });
byId("withdraw").addEventListener("click", async () => {
  byId("withdraw").disabled = true;
  byId("message").textContent = "";
  try {
    fill(await send("POST", `${path}/withdraw`));
    byId("status").textContent = "The files were withdrawn.";
  } catch (error) {
    byId("message").textContent = sentence(error);
    byId("withdraw").disabled = false;
  }
});
window.addEventListener("hashchange", () => location.reload());
show(load);
