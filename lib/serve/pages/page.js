// What all pages share: elements and the header.
import { get, session } from "./session.js";

/** The JSON of an address below /api/v1/. */
export const api = (path) => get(`/api/v1/${path}`);

/** An element. Texts become text nodes, so nothing that a dataset holds is ever read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Address of a clip's page. */
export const clipPage = (id) => `/clip?id=${encodeURIComponent(id)}`;
/** Path of a clip in the API. */
export const clipPath = (id) => `clips/${encodeURIComponent(id)}`;

/** Calls `load`, and shows in the page's status what went wrong. */
export async function show(load) {
  const status = byId("status");
  try {
    await load();
  } catch (error) {
    status.classList.add("error");
    status.textContent = `This could not be loaded: ${error.message}`;
  }
}

for (const link of document.querySelectorAll("nav a")) {
  if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
}

const nav = document.querySelector("nav");
const ROLES = ["visitor", "contributor", "curator", "admin"];
session().then(({ accounts, name, role }) => {
  for (const link of nav.querySelectorAll("[data-least]")) link.hidden = ROLES.indexOf(role) < ROLES.indexOf(link.dataset.least);
  const next = encodeURIComponent(location.pathname + location.search);
  if (accounts) nav.append(name ? element("a", { href: "/account" }, name) : element("a", { href: `/login?next=${next}` }, "Log in"));
}).catch(() => {});

/** What the dataset is; the header shows its name. */
export const dataset = api("dataset").then((found) => {
  byId("dataset").textContent = found.name;
  return found;
});
dataset.catch(() => {});
