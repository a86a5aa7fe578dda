// Who uses the page, and requests in their name. All pages talk to the server through `get` and `send`.

let known;

async function answer(response) {
  if (response.status === 204) return null;
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const error = new Error(body.detail || body.title || `status ${response.status}`);
  error.status = response.status;
  throw error;
}

/** The message of an error as a sentence. */
export function sentence(error) {
  return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
}

/** What GET answers; throws an Error with `status` and a message for people. */
export async function get(path) {
  return answer(await fetch(path));
}

/** The session: {accounts, name, role, sees_all, csrf, add_account}. Asked for once, unless `again`. */
export function session(again = false) {
  if (!known || again) known = get("/api/v1/session");
  return known;
}

/** Sends a change; `body` becomes JSON. Returns the answer, null where it has no content. */
export async function send(method, path, body) {
  const request = async () => {
    const { csrf } = await session();
    const headers = csrf ? { "X-Sonoset-CSRF": csrf } : {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    return fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  };
  const before = (await session()).csrf;
  let response = await request();
  // Another tab may have logged in meanwhile.
  if (response.status === 403 && (await session(true)).csrf !== before) response = await request();
  return answer(response);
}
