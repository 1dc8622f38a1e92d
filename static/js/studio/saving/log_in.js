// A session that ended while somebody wrote: the log-in comes to the text, so that the text need not go anywhere.
import { request, renewToken, useToken } from "./requests.js";

let asking = null;

/** Let the author log in again over the editor; resolves to whether they did. Asks once, however many requests wait. */
export function logInAgain() {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}

function ask() {
  const dialog = document.querySelector("[data-log-in]");
  const form = dialog.querySelector("form");
  const before = document.activeElement;
  dialog.returnValue = ""; // an earlier log-in must not answer for this one
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    const close = new AbortController();
    const { signal } = close;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(dialog, form).then((isIn) => isIn && dialog.close("in"));
    }, { signal });
    dialog.addEventListener("close", () => {
      close.abort();
      before?.focus?.();
      resolve(dialog.returnValue === "in");
    }, { signal });
  });
}

/** Send name and password with a token of this moment; what is wrong stands in the dialog. */
async function attempt(dialog, form) {
  const problem = dialog.querySelector("[data-problem]");
  const button = form.querySelector("[data-enter]");
  button.disabled = true;
  problem.textContent = "";
  try {
    await renewToken();
    const { status, body } = await request(dialog.dataset.logIn, { method: "POST", body: new FormData(form) });
    if (status === 200) {
      useToken(body.csrf_token);
      form.reset();
      return true;
    }
    problem.textContent = body.message || dialog.dataset.refused;
  } catch {
    problem.textContent = dialog.dataset.unreachable;
  } finally {
    button.disabled = false;
  }
  return false;
}
