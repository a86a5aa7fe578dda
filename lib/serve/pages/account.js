// The person's own sessions, password and API tokens; for admins people, invitations and the audit log.

import { get, send, sentence, session } from "./session.js";
import "./page.js";  // the header

const kRoles = ["contributor", "curator", "admin"];
const element = (id) => document.getElementById(id);
const message = element("message");

function time(text) {
  return new Date(text).toLocaleString();
}

function row(cells) {
  const line = document.createElement("tr");
  for (const cell of cells) {
    const place = document.createElement("td");
    place.append(...[cell].flat());
    line.append(place);
  }
  return line;
}

/** Runs what a person asked for; shows why it failed. */
async function attempt(work) {
  message.textContent = "";
  try {
    await work();
  } catch (error) {
    message.textContent = sentence(error);
    message.scrollIntoView({ block: "nearest" });
  }
}

function button(text, label, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => attempt(work));
  return made;
}

function onSubmit(id, work) {
  const form = element(id);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(async () => {
      await work();
      form.reset();
    });
  });
}

async function showSessions() {
  const { sessions } = await get("/api/v1/sessions");
  element("sessions").replaceChildren(...sessions.map((one) => row([one.address, time(one.created), time(one.used),
    one.current ? "This one" : button("End", `End the session from ${one.address}`, async () => {
      await send("DELETE", `/api/v1/sessions/${one.id}`);
      await showSessions();
    })])));
}

async function showTokens() {
  const { tokens } = await get("/api/v1/tokens");
  element("tokens").replaceChildren(...tokens.map((one) => row([one.name, one.role, time(one.expires),
    button("Revoke", `Revoke the token ${one.name}`, async () => {
      await send("DELETE", `/api/v1/tokens/${one.id}`);
      await showTokens();
    })])));
}

function showInvitation(made) {
  element("invitation").textContent =
    `Send ${made.name} this address, which works once, until ${time(made.expires)}: ${location.origin}${made.path}`;
}

async function changeUser(name, change) {
  await send("PATCH", `/api/v1/users/${name}`, change);
  await showUsers();
}

function roleChoice(user) {
  const choice = document.createElement("select");
  choice.setAttribute("aria-label", `Role of ${user.name}`);
  choice.append(...kRoles.map((role) => new Option(role, role, false, role === user.role)));
  choice.addEventListener("change", () => attempt(() => changeUser(user.name, { role: choice.value })).then(showUsers));
  return choice;
}

function userRow(user) {
  const state = user.disabled ? "disabled" : user.has_password ? "active" : "invited";
  return row([user.name, roleChoice(user), state, [
    button(user.disabled ? "Enable" : "Disable", `${user.disabled ? "Enable" : "Disable"} ${user.name}`,
      () => changeUser(user.name, { disabled: !user.disabled })),
    " ",
    button("New password", `Let ${user.name} set a new password`,
      async () => showInvitation(await send("POST", "/api/v1/invitations", { name: user.name }))),
    " ",
    button("Remove", `Remove ${user.name}`, async () => {
      if (!confirm(`Remove the account ${user.name}?`)) return;
      await send("DELETE", `/api/v1/users/${user.name}`);
      await showUsers();
    })]]);
}

async function showUsers() {
  const { users } = await get("/api/v1/users");
  element("users").replaceChildren(...users.map(userRow));
}

async function showAudit(after) {
  const { events, next } = await get(`/api/v1/audit?limit=50${after ? `&after=${after}` : ""}`);
  element("audit").append(...events.map((one) =>
    row([time(one.at), one.person, one.address, one.action, one.object, one.outcome])));
  element("more").hidden = !next;
  element("more").onclick = () => attempt(() => showAudit(next));
}

function listenToForms(role) {
  element("token-role").append(...kRoles.slice(0, kRoles.indexOf(role) + 1).map((one) => new Option(one)));
  element("log-out").addEventListener("click", () => attempt(async () => {
    await send("DELETE", "/api/v1/session");
    location.assign("/");
  }));
  onSubmit("password-form", async () => {
    await send("POST", "/api/v1/password", { current: element("current").value, password: element("new-password").value });
    await session(true);
    await showSessions();
  });
  onSubmit("token-form", async () => {
    const made = await send("POST", "/api/v1/tokens", {
      name: element("token-name").value, role: element("token-role").value, days: Number(element("token-days").value),
    });
    element("token").textContent = `Copy the token now, as it is not shown again: ${made.token}`;
    await showTokens();
  });
  onSubmit("invite-form", async () => {
    showInvitation(await send("POST", "/api/v1/invitations",
      { name: element("invite-name").value, role: element("invite-role").value }));
    await showUsers();
  });
}

await attempt(async () => {
  const now = await session();
  if (!now.name) {
    element("who").textContent = now.accounts ? "You are not logged in." : `There are no accounts. To add one, run: ${now.add_account}`;
    if (now.accounts) location.replace("/login?next=/account");
    return;
  }
  element("who").textContent = `You are ${now.name}, ${now.role}.`;
  listenToForms(now.role);
  element("own").hidden = false;
  await Promise.all([showSessions(), showTokens()]);
  if (now.role !== "admin") return;
  element("people").hidden = false;
  await Promise.all([showUsers(), showAudit()]);
});
