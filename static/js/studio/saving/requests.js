// Requests of the studio: JSON there and back, with the token that proves where they were made.

const tokenElement = () => document.querySelector('meta[name="csrf-token"]');

/** Return the token of this browser's session. */
export const token = () => tokenElement().content;

/** Use another token from now on, as after logging in again; plain forms of the page too. */
export function useToken(value) {
  tokenElement().content = value;
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = value;
}

/** Fetch the token that belongs to the present session; throws when the server cannot be reached. */
export async function renewToken() {
  const { body } = await request(document.querySelector("[data-log-in]").dataset.logIn);
  if (body.csrf_token) useToken(body.csrf_token);
}

/**
 * Ask the server for something; throws only when no answer comes.
 * @param {string} url
 * @param {RequestInit & {json?: unknown}} options `json` is sent as the body
 * @returns {Promise<{status: number, body: any}>} the body is empty when the answer is no JSON
 */
export async function request(url, { json, headers, ...options } = {}) {
  const response = await fetch(url, {
    credentials: "same-origin",
    ...(json === undefined ? {} : { method: "POST", body: JSON.stringify(json) }),
    ...options,
    headers: {
      Accept: "application/json",
      "X-CSRFToken": token(),
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
  });
  return { status: response.status, body: await response.json().catch(() => ({})) };
}
