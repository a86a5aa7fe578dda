// The page of splits in Debian's Chromium: folds, what was compared, the way to a fold's clips, and files that are saved. Prints
// as JSON what axe found, messages of the console, and what was seen; writes screenshots to a folder.
//   node splits.mjs http://127.0.0.1:PORT FOLDER SPLIT
import fs from "node:fs";
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, split] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  return [download.suggestedFilename(), fs.readFileSync(await download.path(), "utf8")];
}

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page({ ...options, acceptDownloads: true });
  const seen = {};
  await page.goto(address);
  await page.getByRole("link", { name: "Splits" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/splits");
  await page.waitForFunction(() => document.querySelector("#status").textContent === "");
  seen.names = await page.locator(".split h2").allInnerTexts();
  const one = page.getByRole("region", { name: split, exact: true });
  seen.text = await one.innerText();
  seen.rows = await one.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText)));
  seen.drawn = await one.locator("rect").count();
  seen.stale = await page.locator(".split .error").allInnerTexts();
  await visits.look(page, `splits-${what}`);
  [seen.csvName, seen.csv] = await saved(page, `Save ${split} as CSV`);
  const [name, report] = await saved(page, "Save the report of the dataset");
  seen.report = [name, report.slice(0, 15), report.length];
  await one.locator("tbody a").first().click();
  await page.waitForURL("**/browse?**");
  await page.locator("#grid > li").first().waitFor();
  seen.fold = [new URL(page.url()).search, await page.locator("#grid > li").count()];
  result.seen[what] = seen;
  await page.close();
}
await browser.close();
console.log(JSON.stringify(result));
