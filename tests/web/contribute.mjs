// Contributes files on the page in Debian's Chromium: a good one, one that is refused, one whose upload is cut, goes on after
// the page was loaded again; then follows the receipt in another browser and withdraws. Prints as JSON what axe found,
// messages of the console, and what was seen; writes screenshots to a folder.
//   node contribute.mjs http://127.0.0.1:PORT FOLDER NAME PASSWORD REFUSED LONG CLIP...
import path from "node:path";
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, name, password, refused, long, ...clips] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;
const title = path.basename;

async function logIn(page) {
  await page.waitForURL("**/login?next=/contribute");
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${address}/contribute`);
  await page.locator("#form").waitFor();
}

/** The first piece arrives; then the network fails until the page is loaded again. */
async function cut(page, offsets) {
  const pieces = "**/api/v1/uploads/*";
  await page.route(pieces, async (route) => {
    const offset = route.request().headers()["upload-offset"];
    if (route.request().method() !== "PATCH" || offset === "0") return route.continue();
    return route.abort();
  });
  await page.locator("#files").setInputFiles([long]);
  await page.getByText(/Waiting \d+ s: the server cannot be reached/).waitFor();
  await page.reload();
  await page.locator("#form").waitFor();
  await page.unroute(pieces);
  page.on("request", (request) => { if (request.method() === "PATCH") offsets.push(request.headers()["upload-offset"]); });
}

let number = 0;
for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
  const seen = { offsets: [] };
  await page.goto(`${address}/contribute`);
  await logIn(page);
  await visits.look(page, `contribute-empty-${what}`);
  const files = [clips[number++], refused];
  if (what === "wide") {
    await cut(page, seen.offsets);
    files.push(long);
  }
  await page.locator("#files").setInputFiles(files);
  await page.getByText(`${files.length} of ${files.length} uploaded`).waitFor({ timeout: 60000 });
  await page.getByLabel("Comment", { exact: true }).fill("<img src=x onerror=alert(1)>");
  await page.getByText("What this file shows").first().click();
  await page.getByLabel(`Pseudonym of the person scanned of ${title(files[0])}`).fill("p7");
  await page.getByRole("button", { name: "Contribute" }).click();
  seen.needs_consent = await page.locator("#sent").isHidden();
  await page.locator("#licence").selectOption("CC-BY-4.0");
  await page.locator("#consent").focus();
  await page.keyboard.press("Space");
  await visits.look(page, `contribute-${what}`);
  await page.locator("#send").press("Enter");
  await page.getByText("All files were checked.").waitFor({ timeout: 60000 });
  seen.results = await page.locator("#results li").allInnerTexts();
  await visits.look(page, `contributed-${what}`);

  const other = await visits.page(options);
  await other.goto(await page.locator("#receipt").textContent());
  await other.getByText("In quarantine").first().waitFor();
  await visits.look(other, `receipt-${what}`);
  await other.locator("#sure").focus();
  await other.keyboard.press("Space");
  await other.getByRole("button", { name: "Withdraw" }).press("Enter");
  await other.getByText("The files were withdrawn.").waitFor();
  seen.withdrawn = await other.locator("#results li").allInnerTexts();
  await visits.look(other, `withdrawn-${what}`);
  result.seen[what] = seen;
}
await browser.close();
console.log(JSON.stringify(result));
