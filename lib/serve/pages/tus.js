// Uploads that go on where they were cut (tus 1.0). The address of an upload is kept in the browser by the file's name,
// size and time, so that picking the same file again, also the next day, goes on.
import { session } from "./session.js";

const UPLOADS = "/api/v1/uploads";
const PIECE_BYTES = 8 * 1024 * 1024;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const TRIES = 8;

/** What went wrong, with `status` if the server answered; then trying again helps only for some. */
class UploadError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export const fingerprint = (file) => `sonoset upload ${file.name} ${file.size} ${file.lastModified}`;

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** A name of at most 255 bytes. */
function shortened(name) {
  let short = name;
  while (new TextEncoder().encode(short).length > 255) short = short.slice(0, -1);
  return short;
}

// XMLHttpRequest, as fetch does not tell how much of a body was sent.
function request(method, path, headers, { body = null, signal, sent } = {}) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, path);
    for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", ...headers })) xhr.setRequestHeader(name, value);
    if (sent) xhr.upload.addEventListener("progress", (event) => sent(event.loaded));
    xhr.addEventListener("load", () => {
      if (xhr.status < 300) return resolve(xhr);
      let detail;
      try {
        detail = JSON.parse(xhr.responseText).detail;
      } catch { /* not a problem document */ }
      return reject(new UploadError(detail ?? `the server answered ${xhr.status}`, xhr.status));
    });
    xhr.addEventListener("error", () => reject(new UploadError("the server cannot be reached")));
    xhr.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    signal?.addEventListener("abort", () => xhr.abort(), { once: true });
    if (signal?.aborted) xhr.abort();
    xhr.send(body);
  });
}

async function csrf() {
  const { csrf: token } = await session();
  return token ? { "X-Sonoset-CSRF": token } : {};
}

/** The address and offset of an upload that was begun before; null if there is none. */
async function known(file, signal) {
  const path = localStorage.getItem(fingerprint(file));
  if (!path) return null;
  try {
    const answer = await request("HEAD", path, {}, { signal });
    return { path, offset: Number(answer.getResponseHeader("Upload-Offset")) };
  } catch (error) {
    if (error.status !== 404) throw error;
    localStorage.removeItem(fingerprint(file));
    return null;
  }
}

async function begin(file, signal) {
  const headers = { "Upload-Length": String(file.size), "Upload-Metadata": `filename ${base64(shortened(file.name))}`, ...await csrf() };
  const path = (await request("POST", UPLOADS, headers, { signal })).getResponseHeader("Location");
  localStorage.setItem(fingerprint(file), path);
  return { path, offset: 0 };
}

async function attempt(file, { progress, signal }) {
  const upload = await known(file, signal) ?? await begin(file, signal);
  progress(upload.offset);
  while (upload.offset < file.size) {
    const from = upload.offset;
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from), ...await csrf() };
    const answer = await request("PATCH", upload.path, headers,
      { body: file.slice(from, from + PIECE_BYTES), signal, sent: (bytes) => progress(from + bytes) });
    upload.offset = Number(answer.getResponseHeader("Upload-Offset"));
    progress(upload.offset);
  }
  return upload.path.split("/").pop();
}

/** Whether it may work in a moment: no answer, another request still sends, too many, the server's trouble. */
const passes = (error) => error instanceof UploadError &&
  (error.status === undefined || [409, 423, 429].includes(error.status) || (error.status >= 500 && error.status !== 507));

function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

/**
 * Uploads a file; the id of the upload. `progress` gets the number of bytes that are there, `waits` a message and the
 * seconds until the next try. What keeps failing is thrown.
 */
export async function upload(file, { progress = () => {}, waits = () => {}, signal } = {}) {
  let best = -1;
  for (let tries = 0, wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const seen = (bytes) => {
      if (bytes > best) tries = 0;
      best = Math.max(best, bytes);
      progress(bytes);
    };
    try {
      return await attempt(file, { progress: seen, signal });
    } catch (error) {
      if (!passes(error) || ++tries >= TRIES) throw error;
      waits(error.message, wait / 1000);
      await pause(wait, signal);
    }
  }
}

/** The file became part of a contribution, or is not wanted. */
export function forget(file) {
  localStorage.removeItem(fingerprint(file));
}

/** Gives an upload up. */
export async function remove(file) {
  const path = localStorage.getItem(fingerprint(file));
  forget(file);
  if (path) await request("DELETE", path, await csrf()).catch(() => {});
}
