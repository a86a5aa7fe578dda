// Logs in, or sets the first password of a person who has an invitation: /login#invitation=CODE.

import { send, sentence, session } from "./session.js";
import "./page.js";  // the header

const form = document.getElementById("form");
const name = document.getElementById("name");
const password = document.getElementById("password");
const hint = document.getElementById("hint");
const message = document.getElementById("message");
const button = form.querySelector("button");
const code = new URLSearchParams(location.hash.slice(1)).get("invitation");

function say(text) {
  hint.textContent = text;
  hint.hidden = false;
}

/** Only addresses of this server. */
function nextPage() {
  const wanted = new URLSearchParams(location.search).get("next");
  if (!wanted) return "/";
  const url = new URL(wanted, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : "/";
}

async function submit(event) {
  event.preventDefault();
  button.disabled = true;
  message.textContent = "";
  try {
    if (code) {
      await send("POST", `/api/v1/invitations/${encodeURIComponent(code)}`, { password: password.value });
    } else {
      await send("POST", "/api/v1/session", { name: name.value, password: password.value });
    }
    location.replace(code ? "/" : nextPage());
  } catch (error) {
    message.textContent = sentence(error);
    password.select();
  } finally {
    button.disabled = false;
  }
}

try {
  const now = await session();
  if (!now.accounts) {
    say(`There are no accounts yet. To add one, run: ${now.add_account}`);
  } else {
    if (code) {
      document.getElementById("title").textContent = "Welcome";
      document.getElementById("name-row").remove();
      password.autocomplete = "new-password";
      button.textContent = "Set password and log in";
      say("Choose a password of at least 10 characters.");
    } else if (now.name) {
      say(`You are logged in as ${now.name}.`);
    }
    form.hidden = false;
    form.addEventListener("submit", submit);
    (code ? password : name).focus();
  }
} catch (error) {
  message.textContent = `The server did not answer. ${sentence(error)}`;
}
