// Decides about a clip in Debian's Chromium as a curator does: a label, a region that is drawn, a window, undoing each. Prints
// as JSON what axe found, messages of the console, and what was seen; writes screenshots to a folder.
//   node curation.mjs http://127.0.0.1:PORT FOLDER CLIP NAME PASSWORD
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, clip, name, password] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
  const seen = { alerts: 0 };
  page.on("dialog", (dialog) => { seen.alerts += 1; dialog.dismiss(); });
  const done = async (text) => {
    const said = () => page.locator("#done").innerText();
    await page.locator("#done").getByText(text).waitFor().catch(async (error) => { throw new Error(`${await said()}: ${error}`); });
    return said();
  };
  await page.goto(`${address}/clip?id=${clip}`);
  await page.getByRole("heading", { name: "Provenance" }).waitFor();
  await page.getByText("picture 1 of").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("picture 2 of").waitFor();
  await visits.look(page, `clip-visitor-${what}`);
  seen.visitor_sees = await page.locator("#curation:visible").count();

  await page.goto(`${address}/login?next=${encodeURIComponent(`/clip?id=${clip}`)}`);
  await page.locator("#name").fill(name);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/clip?id=*");
  await page.locator("#curation").waitFor();
  await page.waitForFunction(() => document.querySelector("video").readyState >= 2);

  // By keyboard.
  await page.locator("#axis").selectOption("diagnosis");
  await page.locator("#value").selectOption("covid-19");
  await page.getByRole("button", { name: "Label", exact: true }).focus();
  await page.keyboard.press("Enter");
  seen.without_reason = await done("reason");
  await page.keyboard.type("<img src=x onerror=alert(1)>");
  await page.getByRole("button", { name: "Label", exact: true }).focus();
  await page.keyboard.press("Enter");
  seen.labelled = await done("Saved.");
  seen.facts = await page.locator("#facts").innerText();

  await page.locator("#why").fill("the ruler is outside");
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await page.locator("#screen").scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator("#drawing").boundingBox();
  await page.mouse.move(x + width * (0.2 + 0.05 * Object.keys(SCREENS).indexOf(what)), y + height * 0.25);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + height * 0.5);
  await page.mouse.move(x + width * 0.75, y + height * 0.75);
  await page.mouse.up();
  await page.getByRole("button", { name: "Set region" }).click();
  seen.cropped = await done("made again");
  seen.region = await page.locator("#drawing .region").count();

  await page.locator("#first").fill(what === "wide" ? "3" : "4");
  await page.getByRole("button", { name: "Set window" }).click();
  await done("Saving");
  seen.trimmed = await done("made again");
  await visits.look(page, `curation-${what}`);

  await page.locator("#why").fill("tried it");
  for (const button of ["set the window", "set the region", "labelled"]) {
    await page.getByRole("button", { name: new RegExp(`^Undo: .*${button}`) }).first().click();
    await done("Saving");
    await done("Saved.");
  }
  seen.undone = await page.locator("#drawing .region").count() === 0
    && !(await page.locator("#facts").innerText()).includes("onerror");

  // Many at once.
  await page.goto(`${address}/browse`);
  await page.locator("#grid input").first().waitFor();
  await page.locator("#select-all").click();
  await page.locator("#bulk").waitFor();
  await page.locator("#bulk-axis").selectOption("severity");
  await page.locator("#bulk-value").selectOption("1");
  await page.locator("#why").fill("read by two");
  await page.getByRole("button", { name: "Label the selected" }).click();
  seen.many = await done("recorded");
  await visits.look(page, `bulk-${what}`);
  await page.locator("#bulk-undo").click();
  seen.many_undone = await done("undone");

  // Reviews by keys alone.
  await page.goto(`${address}/`);
  await page.getByRole("link", { name: "Review" }).click();
  await page.locator("#item").waitFor();
  await page.waitForFunction(() => document.querySelector("video").readyState >= 2);
  await visits.look(page, `review-${what}`);
  await page.locator("#code").selectOption("identifying-text");
  await page.locator("#read li").first().waitFor();
  seen.reads = await page.locator("#id").innerText();
  seen.read = await page.locator("#read").innerText();
  await visits.look(page, `review-text-${what}`);

  await page.goto(`${address}/review`);
  await page.locator("#item").waitFor();
  await page.waitForFunction(() => document.querySelector("video").readyState >= 2);
  const first = await page.locator("#id").innerText();
  await page.locator("#why").fill("looked at it");
  await page.locator("#why").blur();
  await page.keyboard.press("d");
  await page.locator("#done").getByText("Saved.").waitFor();
  await page.waitForFunction((id) => document.getElementById("id").textContent !== id || document.getElementById("item").hidden, first);
  await page.keyboard.press("u");
  await page.waitForFunction((id) => document.getElementById("id").textContent === id && !document.getElementById("item").hidden, first);
  await page.locator("#values button").nth(1).waitFor();
  await page.keyboard.press("2");
  await page.locator("#labels").getByText(`diagnosis: bacterial-pneumonia (${name})`).waitFor();
  await page.keyboard.press("u");
  await page.locator("#labels").getByText(`diagnosis: bacterial-pneumonia (${name})`).waitFor({ state: "detached" });
  seen.reviewed = first;
  result.seen[what] = seen;
}
await browser.close();
console.log(JSON.stringify(result));
