// Opens an HTML file in Debian's Chromium and prints as JSON what it did: requests, messages of the console, violations
// that axe finds in light and dark, overflow on narrow screens, the time until it is shown, and its text. Writes
// screenshots of it to a folder.
//   node open_page.mjs PAGE.html FOLDER [--quick]
import { AxeBuilder } from "@axe-core/playwright";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./visit.mjs";

const [file, folder, quick] = process.argv.slice(2);
const address = pathToFileURL(path.resolve(file)).href;
fs.mkdirSync(folder, { recursive: true });

const browser = await launch();

const result = { requests: [], console: [], violations: {}, overflow: {}, errors: [] };

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) result.requests.push(request.url());
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) result.console.push(message.text());
  });
  page.on("pageerror", (error) => result.errors.push(String(error)));
  const start = performance.now();
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { page, context, ms: performance.now() - start };
}

async function violations(page) {
  const found = await new AxeBuilder({ page }).analyze();
  return found.violations.map((one) => ({ id: one.id, impact: one.impact, help: one.help,
                                          nodes: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)) }));
}

// Whether the page is wider than the screen: its tables scroll by themselves.
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const views = {
  wide: { viewport: { width: 1400, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1400, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: "light" },
};
for (const [name, options] of Object.entries(views)) {
  const { page, context, ms } = await open(options);
  if (name === "wide") {
    result.ms = ms;
    result.title = await page.title();
    result.text = await page.evaluate(() => document.body.innerText);
    result.scripts = await page.evaluate(() => document.querySelectorAll("script, iframe, object, embed, link, base, form").length);
    result.headings = await page.evaluate(() => [...document.querySelectorAll("h2")].map((one) => one.innerText));
    result.broken_links = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
      .map((one) => one.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
    result.broken_pictures = await page.evaluate(async () => {
      const all = [...document.images];
      await Promise.all(all.map((one) => { one.loading = "eager"; return one.decode().catch(() => {}); }));
      return all.filter((one) => one.naturalWidth === 0).length;
    });
    result.pictures = await page.evaluate(() => document.images.length);
    result.charts = await page.evaluate(() => [...document.querySelectorAll("svg")].map((one) =>
      [one.getAttribute("role"), one.querySelector("title")?.textContent ?? "", one.querySelector("desc")?.textContent ?? ""]));
  }
  if (!quick) {
    if (name !== "narrow") result.violations[name] = await violations(page);
    result.overflow[name] = await overflow(page);
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  }
  if (name === "wide" && !quick) {
    await page.pdf({ path: path.join(folder, "print.pdf"), format: "A4", margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" } });
  }
  await context.close();
  if (quick) break;
}
if (!quick) {
  const { page, context } = await open({ viewport: { width: 703, height: 1000 } });  // the inside of A4 at 96 dpi
  await page.emulateMedia({ media: "print" });
  result.overflow.print = await overflow(page);
  await page.screenshot({ path: path.join(folder, "print.png"), fullPage: true });
  await context.close();
}
await browser.close();
console.log(JSON.stringify(result));
