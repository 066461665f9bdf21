// Talks to the server: one form, one deed, one answer.

const token = () => document.querySelector("meta[name=page-token]").content;

/** Where something is in this person's view: at("live") is /page/as/ana/live. */
export const at = (part) => `${document.body.dataset.me}/${part}`;

/**
 * Do something as the person of this page. `fields` is FormData or an object; `busy` is the control to mark meanwhile.
 * Answers what the server said, or null after showing why it did not work.
 */
export async function perform(deed, fields, busy) {
  if (busy?.ariaBusy === "true") return null; // pressed twice
  const form = fields instanceof FormData ? fields : new FormData();
  if (form !== fields) for (const [name, value] of Object.entries(fields)) form.set(name, value);
  mark(busy, true);
  try {
    const headers = { "X-Page-Token": token() };
    const response = await fetch(at(deed), { method: "POST", headers, body: form });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    toast(answer.problem || "Something went wrong on the server. Please try again.");
  } catch {
    toast("The workspace does not answer. Is it still running?");
  } finally {
    mark(busy, false);
  }
  return null;
}

/** A sentence that goes away by itself. */
export function toast(sentence) {
  const shown = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  shown.querySelector("p").textContent = sentence;
  shown.querySelector("button").addEventListener("click", () => shown.remove());
  // An open modal makes all outside it inert, so the toast goes inside.
  const modal = document.querySelector("dialog.modal[open]");
  (modal || document.getElementById("toasts")).append(shown);
  setTimeout(() => shown.remove(), 8000);
}

/** Elements of HTML that this server drew; user text in it is escaped by its templates, scripts are refused by its policy. */
export function drawn(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map((node) => document.adoptNode(node));
}

function mark(control, busy) {
  if (!control) return;
  control.setAttribute("aria-busy", String(busy));
  // Not `disabled`: that takes the focus away, and a modal would have nowhere to give it back to.
  if (control.matches("button")) control.setAttribute("aria-disabled", String(busy));
}
