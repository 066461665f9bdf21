// The modal on top: shown, updated without losing what was typed, submitted with errors at their fields, closed.
import { prepare, where } from "./elements.js";
import { keepEntries } from "./entered.js";
import { perform } from "./server.js";

const shelf = document.getElementById("modals");

/** Show a drawn modal in place of the one that is open (null: none); without an argument, the one in the page. */
export function showModal(fresh) {
  const old = shelf.querySelector("dialog.modal");
  const modal = fresh === undefined ? old : fresh;
  if (fresh && old?.dataset.view === fresh.dataset.view) keepEntries(old, fresh);
  if (fresh !== undefined) {
    old?.close();
    shelf.replaceChildren(...(fresh ? [fresh] : []));
  }
  if (!modal) return old && refocus();
  prepare(modal);
  let isClosing = false;
  modal.addEventListener("cancel", async (event) => {
    if (event.target !== modal) return;
    event.preventDefault();
    if (isClosing) return; // one press of Escape on a field with a calendar is two of these
    isClosing = true;
    await perform("close", { view: modal.dataset.view });
    isClosing = false;
  });
  modal.showModal();
  const first = ".scroll input:not([type=hidden]), .scroll select, .scroll textarea, .scroll button, footer button";
  (modal.querySelector("[autofocus]") || modal.querySelector(first))?.focus();
}

/**
 * Closing gives the focus back while all outside is still inert: in Chromium, typing would then go nowhere. Where what
 * opened the modal is gone, somebody with a keyboard goes on at the writing.
 */
function refocus() {
  const held = document.activeElement;
  held?.blur();
  if (held !== document.body) held?.focus();
  else if (matchMedia("(hover: hover)").matches) document.querySelector("#main form.composer textarea, #home button")?.focus();
}

shelf.addEventListener("click", (event) => {
  const closing = event.target.closest("[data-closes]");
  if (!closing) return;
  const fields = { view: closing.closest("dialog").dataset.view };
  perform("close", closing.dataset.closes === "all" ? { ...fields, all_layers: "1" } : fields, closing);
});

shelf.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  showErrors(form, {});
  const answer = await perform("submit", where(form), form.querySelector("button[type=submit]"));
  if (answer) showErrors(form, answer.errors || {});
});

function showErrors(form, errors) {
  for (const block of form.querySelectorAll("[data-block-id]")) {
    const sentence = errors[block.dataset.blockId] || "";
    const error = block.querySelector(".error");
    error.textContent = sentence;
    error.hidden = !sentence;
    block.classList.toggle("wrong", Boolean(sentence));
    for (const field of block.querySelectorAll("input, select, textarea, summary")) field.setAttribute("aria-invalid", String(Boolean(sentence)));
  }
  const first = form.querySelector(".wrong");
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input:not([type=hidden], .multi *), select, textarea, summary")?.focus();
}
