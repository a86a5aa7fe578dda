// Measures the grid of clips in Debian's Chromium (software rendering): when the first page can be used, warm, and how long
// frames take while the whole list is scrolled. Prints JSON: {usable_ms: [...], frames_ms: {count, median, p99, most}, clips}.
//   node serve_grid.mjs http://127.0.0.1:PORT
import { launch } from "../web/visit.mjs";

const [address] = process.argv.slice(2);
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();

/** Milliseconds from the navigation's begin until a card can be opened. */
async function usable() {
  await page.goto("about:blank");
  await page.goto(`${address}/browse`, { waitUntil: "commit" });
  return page.evaluate(() => new Promise((done) => {
    const look = () => (document.querySelector("#grid a") ? done(performance.now()) : requestAnimationFrame(look));
    look();
  }));
}

await usable();  // warms caches, also of what the page asks for later
await page.locator("#source option").nth(1).waitFor({ state: "attached" });
const usable_ms = [];
for (let i = 0; i < 5; ++i) usable_ms.push(Math.round(await usable()));
await page.locator("#status").getByText("clips").waitFor();

/** Scrolls steadily for ten seconds at each of some places, as with a wheel, and jumps between them. */
const times = await page.evaluate(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const found = [];
  const height = () => document.documentElement.scrollHeight - innerHeight;
  for (let part = 0; part < 8; ++part) {
    window.scrollTo(0, (height() * part) / 8);
    let before = await frame();
    for (let i = 0; i < 150; ++i) {
      window.scrollBy(0, i % 50 === 0 ? 20000 : 120);
      const now = await frame();
      found.push(now - before);
      before = now;
    }
  }
  return found;
});
times.sort((a, b) => a - b);
const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 10) / 10;
const clips = await page.locator("#status").innerText();
console.log(JSON.stringify({ usable_ms, frames_ms: { count: times.length, median: at(0.5), p99: at(0.99), most: at(1) }, clips }));
await browser.close();
