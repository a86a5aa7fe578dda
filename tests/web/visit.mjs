// Debian's Chromium for tests of pages: what it must not do is collected in a result.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import fs from "node:fs";
import path from "node:path";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

const WIDE = { viewport: { width: 1400, height: 900 } };
const NARROW = { viewport: { width: 390, height: 844 } };
/** Wide and light, narrow and dark; the variable SCREENS sets how many: 4 has also the other way round. */
export const SCREENS = Object.fromEntries(Object.entries({
  wide: WIDE, narrow: { ...NARROW, colorScheme: "dark" }, "wide-dark": { ...WIDE, colorScheme: "dark" }, "narrow-light": NARROW,
}).slice(0, Number(process.env.SCREENS ?? 2)));

/** Visits of a server's pages; screenshots go to a folder. */
export class Visits {
  constructor(browser, address, folder) {
    Object.assign(this, { browser, address, folder });
    this.result = { requests: [], console: [], errors: [], violations: {}, overflow: {}, seen: {} };
    fs.mkdirSync(folder, { recursive: true });
  }

  /** A page of a person who was never here. */
  async page(options = {}) {
    const { address, result } = this;
    const page = await (await this.browser.newContext(options)).newPage();
    page.on("request", (request) => { if (!request.url().startsWith(address)) result.requests.push(request.url()); });
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      result.console.push(`${message.location().url.replace(address, "")} ${message.text()}`);
    });
    page.on("pageerror", (error) => result.errors.push(String(error)));
    return page;
  }

  /** What axe finds, whether anything is wider than the screen, and a screenshot. */
  async look(page, what) {
    const found = await new AxeBuilder({ page }).analyze();
    this.result.violations[what] = found.violations.map((one) => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
    this.result.overflow[what] = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await page.screenshot({ path: path.join(this.folder, `${what}.png`), fullPage: true });
  }
}
