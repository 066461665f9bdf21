// The modal on top: shown, updated without losing what was typed, submitted with errors at their fields, closed.
import { prepare, where } from "./elements.js";
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
  if (!modal) return refocus();
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
  modal.querySelector("[autofocus], .scroll input:not([type=hidden]), .scroll select, .scroll textarea, .scroll button, footer button")?.focus();
}

/** Closing gives the focus back while all outside is still inert: in Chromium, typing would then go nowhere. */
function refocus() {
  const held = document.activeElement;
  held?.blur();
  held?.focus();
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
    for (const field of block.querySelectorAll("input, select, textarea")) field.toggleAttribute("aria-invalid", Boolean(sentence));
  }
  const first = form.querySelector(".wrong");
  first?.scrollIntoView({ block: "nearest" });
  first?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

/** An updated form keeps what was entered wherever block and action are the same. */
function keepEntries(old, fresh) {
  for (const field of fresh.querySelectorAll("input, select, textarea")) {
    if (!field.name || field.type === "hidden") continue;
    const twins = [...old.querySelectorAll(field.tagName)].filter((twin) => twin.name === field.name);
    const twin = ["checkbox", "radio"].includes(field.type) ? twins.find((one) => one.value === field.value) : twins[0];
    if (!twin) continue;
    if (field.type === "file") field.files = twin.files;
    else if (["checkbox", "radio"].includes(field.type)) field.checked = twin.checked;
    else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === twin.value)) field.value = twin.value;
  }
  for (const chips of fresh.querySelectorAll(".combobox")) {
    const twin = [...old.querySelectorAll(".combobox")].find((box) => box.dataset.field === chips.dataset.field);
    if (twin) chips.querySelector(".chips").replaceChildren(...twin.querySelector(".chips").childNodes);
  }
}
