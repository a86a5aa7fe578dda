// Takes README's picture of the demo's pages in Debian's Chromium.
//   node picture.mjs http://127.0.0.1:PORT FILE
import { launch } from "./visit.mjs";

const [address, file] = process.argv.slice(2);
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1120, height: 640 } })).newPage();
await page.goto(`${address}/browse`);
await page.locator("#grid .view").first().waitFor();
await page.waitForFunction(() => [...document.querySelectorAll("#grid .view")].every((view) => view.style.backgroundImage !== ""));
await page.waitForLoadState("networkidle");
await page.screenshot({ path: file });
await browser.close();
