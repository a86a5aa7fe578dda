// Screens files on the page in Debian's Chromium: a clip, a picture of another kind, a file that is no picture. Prints as
// JSON what axe found, messages of the console, and what was seen; writes screenshots to a folder.
//   node screen.mjs http://127.0.0.1:PORT FOLDER CLIP OTHER BROKEN
import path from "node:path";
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, clip, other, broken] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
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
  await visits.look(page, `screen-${what}`);
}
await browser.close();
console.log(JSON.stringify(result));
