// Browses a dataset's pages in Debian's Chromium as people do: the overview, filters, an address that is shared, scrubbing,
// a clip's player. Prints as JSON what axe found, messages of the console, and what was seen; writes screenshots to a
// folder.
//   node browse.mjs http://127.0.0.1:PORT FOLDER CLIP
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, clip] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

const cards = (page) => page.locator("#grid > li");
/** How many clips match, as the page says. */
async function total(page) {
  await page.getByText(/^[\d,]+ clips?\.$/).waitFor();
  return Number((await page.locator("#status").innerText()).replace(/\D/g, ""));
}
const position = (page) => page.locator(".view:not(.missing)").first().evaluate((view) => view.style.backgroundPosition);

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
  const seen = {};

  await page.goto(address);
  await page.locator("#labels tbody tr").first().waitFor();
  await page.locator("#folds tbody tr").first().waitFor();
  seen.numbers = await page.locator("#numbers").innerText();
  seen.overview = await page.locator("main").innerText();
  await visits.look(page, `overview-${what}`);

  // By keyboard to the second page.
  await page.getByRole("link", { name: "Browse" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/browse");
  await cards(page).first().waitFor();
  seen.all = await total(page);
  await page.locator("#probe").selectOption("convex");
  await page.waitForURL("**/browse?probe=convex");
  await page.waitForFunction((all) => Number(document.getElementById("status").innerText.replace(/\D/g, "")) < all, seen.all);
  seen.convex = await total(page);
  const shared = await visits.page(options);
  await shared.goto(page.url());
  await cards(shared).first().waitFor();
  seen.shared = await total(shared);
  await shared.close();
  await page.locator("#subject").fill("<img src=x onerror=alert(1)>");
  await page.keyboard.press("Tab");
  await page.getByText("No clips match.").waitFor();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByText(`${seen.all.toLocaleString("en")} clips.`, { exact: true }).waitFor();
  await page.locator("#q").pressSequentially(clip.toUpperCase());
  await page.waitForFunction(() => document.querySelectorAll("#grid > li").length === 1);
  seen.searched = await cards(page).first().innerText();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByText(`${seen.all.toLocaleString("en")} clips.`, { exact: true }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll("#grid > li").length > 1);
  // By keyboard from the first clip to the last and back; each says which of how many it is.
  await cards(page).first().locator("a").focus();
  await page.keyboard.press("End");
  seen.last = await page.evaluate(() => [document.activeElement.closest("li").ariaPosInSet, document.activeElement.closest("li").ariaSetSize]);
  await page.keyboard.press("Home");
  seen.first = await page.evaluate(() => document.activeElement.closest("li").ariaPosInSet);

  const view = page.locator(".view:not(.missing)").first();
  await page.waitForFunction(() => document.querySelector(".view:not(.missing)").style.backgroundImage !== "");
  const { x, y, width, height } = await view.boundingBox();
  await page.mouse.move(x + 2, y + height / 2);
  const before = await position(page);
  await page.mouse.move(x + width - 2, y + height / 2);
  seen.scrubbed = before !== await position(page);
  await visits.look(page, `browse-${what}`);

  await page.goto(`${address}/clip?id=${clip}`);
  await page.locator("#player").waitFor();
  await page.waitForFunction(() => (document.querySelector("#video")?.readyState ?? 2) >= 2);
  seen.drawn = await page.locator("#drawing > *").count();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.getByText(/^picture 3 of /).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByText(/^picture 2 of /).waitFor();
  await page.getByText(/^Digests of the pixels of \d+ frames?$/).click();
  seen.facts = await page.locator("#facts").innerText();
  // Who may see frames only has no video, here and of others.
  const beside = page.getByRole("button", { name: /^Show .* beside this clip$/ });
  if (await page.locator("#video").count() > 0 && await beside.count() > 0) {
    await beside.first().click();
    await page.waitForFunction(() => document.querySelector("#beside video")?.readyState >= 2);
  }
  await visits.look(page, `clip-${what}`);

  await page.goto(`${address}/clip?id=none`);
  await page.getByText("no such clip").waitFor();
  // The browser itself reports the status 404.
  result.console = result.console.filter((line) => !line.includes("/api/v1/clips/none "));
  result.seen[what] = seen;
}
await browser.close();
console.log(JSON.stringify(result));
