// Uses the pages of accounts in Debian's Chromium as people do: a wrong password, logging in, an API token, an invitation
// that another person accepts, a changed role, logging out. Prints as JSON what axe found, messages of the console, and
// what was seen; writes screenshots to a folder.
//   node people.mjs http://127.0.0.1:PORT FOLDER NAME PASSWORD
import { SCREENS, Visits, launch } from "./visit.mjs";

const [address, folder, name, password] = process.argv.slice(2);
const browser = await launch();
const visits = new Visits(browser, address, folder);
const { result } = visits;

/** Logs in by keyboard. */
async function logIn(page, who, secret) {
  await page.locator("#name").waitFor();
  await page.locator("#name").fill(who);
  await page.keyboard.press("Tab");
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
}

for (const [what, options] of Object.entries(SCREENS)) {
  const page = await visits.page(options);
  await page.goto(`${address}/account`);
  await page.waitForURL("**/login?next=/account");
  await logIn(page, name, "not the password");
  await page.getByText("The name or the password is wrong").waitFor();
  await visits.look(page, `login-${what}`);
  await logIn(page, name, password);
  await page.getByText(`You are ${name}, admin.`).waitFor();

  await page.locator("#token-name").fill("<b>laptop</b>");
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByText(/sonoset_[\w-]{43}/).waitFor();
  await page.locator("#tokens").getByText("<b>laptop</b>").first().waitFor();

  const guest = `guest-${what}`;
  await page.locator("#invite-name").fill(guest);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const text = await page.getByText(/#invitation=/).textContent();
  const other = await visits.page(options);
  await other.goto(text.match(/http\S+/)[0]);
  await other.locator("#password").fill("the guest's password");
  await visits.look(other, `invitation-${what}`);
  await other.keyboard.press("Enter");
  await other.waitForURL(`${address}/`);
  await other.goto(`${address}/account`);
  await other.getByText(`You are ${guest}, contributor.`).waitFor();
  result.admin_parts_hidden = await other.locator("#people").isHidden();

  await page.getByLabel(`Role of ${guest}`).selectOption("curator");
  await page.waitForResponse((response) => response.url().endsWith("/users") && response.status() === 200);
  await other.reload();
  await other.waitForURL("**/login?next=/account");  // a changed role ends sessions
  await logIn(other, guest, "the guest's password");
  await other.getByText(`You are ${guest}, curator.`).waitFor();

  await page.reload();
  await page.getByRole("cell", { name: "make curator" }).first().waitFor();
  await visits.look(page, `account-${what}`);
  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL(`${address}/`);
  await page.goto(`${address}/login`);
  await page.locator("#name").waitFor();
}
await browser.close();
console.log(JSON.stringify(result));
