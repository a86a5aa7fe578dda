// Reviews contributed files in Debian's Chromium: corrects a label and accepts by a key, rejects with a reason. Prints as JSON
// what axe found, messages of the console, and what was seen; writes screenshots to a folder.
//   node review.mjs http://127.0.0.1:PORT FOLDER NAME PASSWORD
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, name, password] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
  const seen = { alerts: 0 };
  page.on("dialog", (dialog) => { seen.alerts += 1; dialog.dismiss(); });
  await page.goto(`${address}/login?next=/review`);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/review");
  await page.locator("#code").selectOption("contributed");
  await page.locator("#said-label").waitFor();
  await page.waitForFunction(() => document.querySelector("video").readyState >= 2);
  seen.playing = await page.locator("#player").isVisible();
  await visits.look(page, `review-files-${what}`);
  const first = await page.locator("#id").innerText();
  await page.locator("#said-label").selectOption("healthy");
  await page.locator("#accept").focus();
  await page.keyboard.press("a");
  await page.locator("#done").getByText("Accepted.").waitFor();
  await page.waitForFunction((id) => document.getElementById("id").textContent !== id, first);
  await page.locator("#said-label").waitFor();
  await page.locator("#skip").focus();
  await page.keyboard.press("d");
  await page.locator("#done").getByText("reason").waitFor();
  seen.without_reason = await page.locator("#done").innerText();
  await page.keyboard.type("not a <lung>");
  await page.locator("#dismiss").click();
  await page.locator("#done").getByText("Rejected.").waitFor();
  result.seen[what] = seen;
}
await browser.close();
console.log(JSON.stringify(result));
