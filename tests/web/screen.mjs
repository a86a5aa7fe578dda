// Screens files on the page in Debian's Chromium: a clip, a picture of another kind, a file that is no picture. Prints as
// JSON what axe found, messages of the console, and what was seen; writes screenshots to a folder.
//   node screen.mjs http://127.0.0.1:PORT FOLDER CLIP OTHER BROKEN
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import fs from "node:fs";
import path from "node:path";

const [address, folder, clip, other, broken] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const result = { requests: [], console: [], errors: [], violations: {}, overflow: {}, seen: {} };

for (const [what, options] of Object.entries({ wide: { viewport: { width: 1400, height: 900 } },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: "dark" } })) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("request", (request) => { if (!request.url().startsWith(address)) result.requests.push(request.url()); });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) result.console.push(`${message.location().url} ${message.text()}`);
  });
  page.on("pageerror", (error) => result.errors.push(String(error)));
  await page.goto(`${address}/screen`);
  await page.locator("#files").setInputFiles([clip, other, broken]);
  const answer = page.getByRole("region", { name: path.basename(clip), exact: true });
  await answer.getByText("What the model takes it for").waitFor({ timeout: 60000 });
  await page.getByText("Not a picture of this kind").waitFor({ timeout: 60000 });
  await page.getByText("This file could not be read").waitFor({ timeout: 60000 });
  const seen = { lines: await answer.locator(".curve polyline").count(), shown: [] };
  await answer.locator("input[type=range]").focus();
  await page.keyboard.press("End");
  for (const press of [false, true]) {
    if (press) await answer.locator("input[type=checkbox]").check();
    await answer.locator("img").evaluate((image) => image.decode());
    seen.shown.push(await answer.locator("img").evaluate((image) => [image.alt, image.naturalWidth > 0]));
  }
  seen.notice = await page.locator("#notice").innerText();
  result.seen[what] = seen;
  const found = await new AxeBuilder({ page }).analyze();
  result.violations[what] = found.violations.map((one) => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
  result.overflow[what] = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.screenshot({ path: path.join(folder, `screen-${what}.png`), fullPage: true });
}
await browser.close();
console.log(JSON.stringify(result));
