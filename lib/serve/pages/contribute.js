// Uploads files, says what they show, and offers them to the dataset.
import { api, byId, element } from "./page.js";
import { areChecked, results } from "./results.js";
import { send, sentence, session } from "./session.js";
import { forget, remove, upload } from "./tus.js";

const AT_ONCE = 3;
const WAIT_MS = 700;
const chosen = [];  // {file, id, error, stop, fields, bar, state, item}
let about;
let running = 0;

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function choice(values, none) {
  return element("select", {}, element("option", { value: "" }, none),
    ...values.map(({ id, title, definition }) => element("option", { value: id, title: definition || null }, title || id)));
}

/** The fields that describe files, as {name: control}; `name` of whose they are, for screen readers. */
function fieldsFor(place, whose, none) {
  const text = (attributes) => element("input", { type: "text", ...attributes });
  const controls = {
    label: choice(about.axis.values, none),
    subject: text({ maxlength: 64, autocomplete: "off" }),
    probe: choice(about.probes, none),
    source: text({ maxlength: 300 }),
    page: element("input", { type: "url", maxlength: 2000, placeholder: "https://" }),
    comment: element("textarea", { maxlength: 2000 }),
  };
  const titles = { label: about.axis.title, subject: "Pseudonym of the person scanned", probe: "Probe",
    source: "Published in (if it was)", page: "Web page (if it was published)", comment: "Comment" };
  for (const [name, control] of Object.entries(controls)) {
    if (whose) control.setAttribute("aria-label", `${titles[name]} of ${whose}`);
    place.append(element("label", {}, titles[name], control));
  }
  return controls;
}

function said(fields) {
  const values = {};
  for (const [name, control] of Object.entries(fields)) {
    if (control.value.trim()) values[name] = control.value.trim();
  }
  return values;
}

function drawn(one, text, failed = false) {
  one.state.textContent = text;
  one.state.classList.toggle("error", failed);
}

function updateStatus() {
  const done = chosen.filter(({ id }) => id).length;
  const failed = chosen.filter(({ error }) => error).length;
  byId("status").textContent = chosen.length === 0 ? "Choose the files first." :
    `${done} of ${chosen.length} uploaded${failed ? `, ${failed} failed` : ""}`;
}

async function send1(one) {
  running++;
  try {
    one.id = await upload(one.file, {
      signal: one.stop.signal,
      progress: (bytes) => {
        one.bar.value = bytes;
        drawn(one, `${megabytes(bytes)} of ${megabytes(one.file.size)}`);
      },
      waits: (why, seconds) => drawn(one, `Waiting ${Math.ceil(seconds)} s: ${why}`),
    });
    drawn(one, "Uploaded");
  } catch (error) {
    if (error.name !== "AbortError") {
      one.error = error;
      drawn(one, `Not uploaded. ${sentence(error)}`, true);
      one.again.hidden = false;
    }
  }
  running--;
  next();
}

function next() {
  updateStatus();
  while (running < AT_ONCE) {
    const one = chosen.find((each) => !each.id && !each.error && !each.begun);
    if (!one) return;
    one.begun = true;
    send1(one);
  }
}

function drop(one) {
  one.stop.abort();
  chosen.splice(chosen.indexOf(one), 1);
  one.item.remove();
  byId("files").focus();
  remove(one.file);
  updateStatus();
}

function add(file) {
  if (chosen.some((one) => one.file.name === file.name && one.file.size === file.size && one.file.lastModified === file.lastModified)) return;
  const one = { file, stop: new AbortController(), begun: false };
  one.bar = element("progress", { max: Math.max(file.size, 1), value: 0, "aria-label": `Upload of ${file.name}` });
  one.state = element("p", { class: "small" }, "Waiting");
  one.again = element("button", { type: "button", "aria-label": `Try ${file.name} again`, hidden: "" }, "Try again");
  const away = element("button", { type: "button", "aria-label": `Remove ${file.name}` }, "Remove");
  const details = element("div", { class: "fields" });
  one.fields = fieldsFor(details, file.name, "As for all");
  one.item = element("li", {}, element("strong", {}, file.name), one.bar, one.state, one.again, " ", away,
    element("details", {}, element("summary", {}, "What this file shows"), details));
  away.addEventListener("click", () => drop(one));
  one.again.addEventListener("click", () => {
    Object.assign(one, { error: null, begun: false });
    one.again.hidden = true;
    next();
  });
  if (file.size === 0 || file.size > about.max_file_bytes) {
    one.error = new Error(file.size === 0 ? "the file is empty" : `the file is larger than ${megabytes(about.max_file_bytes)}`);
    drawn(one, `Not uploaded. ${sentence(one.error)}`, true);
  }
  chosen.push(one);
  byId("list").append(one.item);
}

function take(files) {
  const room = about.max_files - chosen.length;
  byId("message").textContent = files.length > room ? `At most ${about.max_files} files can be contributed at once.` : "";
  for (const file of [...files].slice(0, room)) add(file);
  next();
}

function takeFiles() {
  const place = byId("drop");
  byId("files").addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(event.dataTransfer.files);
  });
}

/** Why the files cannot be sent yet. */
function obstacle() {
  if (chosen.length === 0) return "Choose at least one file.";
  if (chosen.some(({ error }) => error)) return "Some files were not uploaded: try them again, or remove them.";
  return chosen.every(({ id }) => id) ? "" : "Wait until all files are uploaded.";
}

async function follow(id) {
  for (;;) {
    const { files } = await api(`contributions/${id}`);
    byId("results").replaceChildren(...results(files));
    const checked = areChecked(files);
    byId("progress").textContent = checked ? "All files were checked." : "The files are being checked…";
    if (checked) return;
    await pause(WAIT_MS);
  }
}

async function submit(all) {
  const why = obstacle();
  byId("message").textContent = why;
  if (why) return;
  byId("send").disabled = true;
  try {
    const each = Object.fromEntries(chosen.map((one) => [one.id, said(one.fields)]));
    const made = await send("POST", "/api/v1/contributions", { uploads: chosen.map(({ id }) => id), metadata: said(all), each,
      licence: byId("licence").value, consent: about.consent.version });
    for (const { file } of chosen) forget(file);
    byId("form").hidden = true;
    byId("status").textContent = "";
    byId("receipt").href = made.receipt_page;
    byId("receipt").textContent = location.origin + made.receipt_page;
    byId("sent").hidden = false;
    byId("sent-title").focus();
    await follow(made.id);
  } catch (error) {
    byId("message").textContent = sentence(error);
  } finally {
    byId("send").disabled = false;
  }
}

async function start() {
  const now = await session();
  if (!now.accounts) {
    byId("status").textContent = `To contribute, people need accounts. To add one, run: ${now.add_account}`;
    return;
  }
  if (!now.name) {
    location.replace("/login?next=/contribute");
    return;
  }
  about = await api("contribute");
  const all = fieldsFor(byId("all"), "", "Unknown");
  byId("licence").append(element("option", { value: "" }, "Choose a licence"),
    ...about.licences.map(({ id, title }) => element("option", { value: id }, title ? `${title} (${id})` : id)));
  byId("consent-text").textContent = about.consent.text;
  byId("form").hidden = false;
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit(all);
  });
  takeFiles();
  updateStatus();
}

start().catch((error) => { byId("message").textContent = sentence(error); });
