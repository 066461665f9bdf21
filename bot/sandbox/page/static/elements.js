// The app's own controls in messages, modals and the Home tab: buttons, menus, selects, pickers.
import { perform } from "./server.js";

const TYPING_PAUSE = 350;

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-press]");
  if (pressed) {
    if (!(await confirmed(pressed, event))) return;
    if (event.defaultPrevented && pressed.href) window.open(pressed.href, "_blank", "noopener");
    act(pressed, pressed.dataset, { value: pressed.dataset.value || "" });
  }
  const removed = event.target.closest("[data-unchoose]");
  if (removed) {
    const box = removed.closest(".combobox");
    rechoose(box, [...box.querySelectorAll(".chip")].filter((chip) => !chip.contains(removed)));
    comeBack(box);
  }
});

document.addEventListener("change", (event) => {
  const wired = event.target.closest("[data-dispatch]");
  if (!wired || wired.matches(".multi, .combobox") || wired.dataset.dispatch === "typing") return;
  if (event.target.closest("form.blocks")) changed(wired);
});

// Several of many: the app hears when the list is closed.
document.addEventListener(
  "toggle",
  (event) => {
    const multi = event.target;
    if (!multi.matches?.("details.multi")) return;
    const chosen = JSON.stringify(new FormData(multi.closest("form")).getAll(multi.querySelector("input")?.name));
    if (multi.open) multi.dataset.before = chosen;
    else if (multi.dataset.before !== chosen) changed(multi);
  },
  true,
);

document.addEventListener("input", (event) => {
  const box = event.target.closest(".combobox");
  if (box && event.target.matches("[role=combobox]")) return later(box, () => suggest(box));
  const multi = event.target.closest("details.multi");
  if (multi) summarize(multi);
  const wired = event.target.closest("[data-dispatch=typing]");
  if (wired) later(wired, () => changed(wired));
});

document.addEventListener("focusin", (event) => {
  const box = event.target.closest(".combobox");
  if (box && event.target.matches("[role=combobox]") && !("returning" in box.dataset)) suggest(box);
});

document.addEventListener("focusout", (event) => {
  const box = event.target.closest(".combobox");
  if (box && !box.contains(event.relatedTarget)) close(box);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest(".combobox");
  if (!box) {
    if (event.key === "Enter" && event.target.matches("input[data-dispatch=enter]")) {
      event.preventDefault();
      changed(event.target);
    }
    return;
  }
  const panel = box.querySelector(".panel");
  const options = [...panel.querySelectorAll("[role=option]")];
  const now = options.indexOf(document.activeElement);
  if (event.key === "ArrowDown") options[Math.min(now + 1, options.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (options[now - 1] || box.querySelector("[role=combobox]")).focus();
  else if (event.key === "Escape" && !panel.hidden) close(box, { stays: true });
  else if (event.key === "Enter" && event.target.matches("[role=combobox]")) !panel.hidden && options[0]?.click();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

/** Draw what a part of the page needs before it is used: the summaries of multi-selects, and whether they are full. */
export function prepare(root) {
  for (const multi of root.querySelectorAll("details.multi")) summarize(multi);
  for (const box of root.querySelectorAll(".combobox")) limit(box);
}

/** Tell the app that something was chosen, after asking where the app wants that: whether it stays chosen. */
async function changed(control) {
  if (!control.dataset.dispatch) return true;
  const isSure = await confirmed(control);
  if (isSure) act(control, control.dataset, {});
  else asDrawn(control);
  return isSure;
}

async function act(control, { block, action }, more) {
  const form = control.closest("form.blocks");
  const fields = where(form);
  fields.set("block_id", block);
  fields.set("action_id", action);
  fields.set("whole", "1"); // boxes that are not sent are not ticked
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  if (!(await perform("act", fields, control)) && control.matches("select")) asDrawn(control);
}

/** A choice that reached nobody is not shown as made. */
function asDrawn(control) {
  const fields = control.matches("input, select") ? [control] : control.querySelectorAll("input[type=checkbox], input[type=radio]");
  for (const field of fields) {
    for (const option of field.options || []) option.selected = option.defaultSelected;
    if (["checkbox", "radio"].includes(field.type)) field.checked = field.defaultChecked;
    else if (field.matches("input")) field.value = field.defaultValue;
  }
  if (control.matches(".multi")) summarize(control);
}

/** What a form holds, and which message or view it is. */
export function where(form) {
  const fields = new FormData(form);
  for (const name of ["view", "channel", "ts"]) if (form.dataset[name]) fields.set(name, form.dataset[name]);
  return fields;
}

function confirmed(control, event) {
  const dialog = control.closest(".control")?.querySelector("dialog.confirm");
  if (!dialog) return Promise.resolve(true);
  event?.preventDefault();
  return new Promise((resolve) => {
    const answer = (yes) => {
      dialog.close();
      resolve(yes);
    };
    dialog.onclick = (click) => {
      const button = click.target.closest("[data-confirms]");
      if (button) answer(button.dataset.confirms === "yes");
      click.stopPropagation();
    };
    dialog.oncancel = (cancel) => {
      cancel.stopPropagation();
      resolve(false);
    };
    dialog.showModal();
  });
}

function summarize(multi) {
  const names = [...multi.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
  const summary = multi.querySelector("summary");
  summary.textContent = names.join(", ") || summary.dataset.placeholder;
  const isFull = names.length >= Number(multi.dataset.most || Infinity);
  for (const box of multi.querySelectorAll("input")) box.disabled = isFull && !box.checked;
}

/** Nothing more is searched for once as many are chosen as may be. */
function limit(box) {
  const isFull = box.querySelectorAll(".chip").length >= Number(box.dataset.most || Infinity);
  box.querySelector("[role=combobox]").disabled = isFull;
}

async function suggest(box) {
  if (!box.isConnected) return; // its form was drawn anew, or closed, while somebody typed
  const typed = box.querySelector("[role=combobox]").value;
  if (typed.length < Number(box.dataset.least)) return close(box);
  const fields = where(box.closest("form.blocks"));
  fields.set("block_id", box.dataset.block);
  fields.set("action_id", box.dataset.action);
  fields.set("typed", typed);
  const answer = await perform("suggest", fields, box.querySelector("[role=combobox]"));
  if (answer && box.querySelector("[role=combobox]").value === typed) offer(box, answer.options);
}

function offer(box, options) {
  const panel = box.querySelector("[role=listbox]");
  panel.replaceChildren(...options.map((option) => line(box, option)));
  if (!options.length) panel.append("Nothing found");
  panel.hidden = false;
  box.querySelector("[role=combobox]").setAttribute("aria-expanded", "true");
}

function line(box, option) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1; // the arrows lead here, Tab leads on
  button.setAttribute("role", "option");
  button.textContent = option.text.text;
  button.addEventListener("click", () => choose(box, option));
  return button;
}

function choose(box, option) {
  clearTimeout(waiting.get(box)); // what was typed needs no answer any more
  const chip = document.createElement("span");
  chip.className = "chip";
  const name = document.createElement("span");
  name.textContent = option.text.text;
  const held = Object.assign(document.createElement("input"), { type: "hidden", name: box.dataset.field });
  held.value = JSON.stringify(option);
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "✕" });
  remove.dataset.unchoose = "";
  remove.setAttribute("aria-label", "Remove");
  chip.append(name, held, remove);
  box.querySelector("[role=combobox]").value = "";
  close(box, { stays: true });
  rechoose(box, "multiple" in box.dataset ? [...box.querySelectorAll(".chip"), chip] : [chip]);
  if (box.querySelector("[role=combobox]").disabled) remove.focus();
}

/** Other options are chosen in a box, unless somebody says no when asked. */
async function rechoose(box, chosen) {
  const chips = box.querySelector(".chips");
  const before = [...chips.children];
  chips.replaceChildren(...chosen);
  limit(box);
  if (await changed(box)) return;
  chips.replaceChildren(...before);
  limit(box);
}

/** Close a list of suggestions; with `stays` whoever was in it goes on in its field. */
function close(box, { stays = false } = {}) {
  const [panel, field] = [box.querySelector("[role=listbox]"), box.querySelector("[role=combobox]")];
  if (stays && panel.contains(document.activeElement)) comeBack(box);
  panel.hidden = true;
  field.setAttribute("aria-expanded", "false");
}

/** Give the focus to the field of a box without opening its list. */
function comeBack(box) {
  box.dataset.returning = "";
  box.querySelector("[role=combobox]").focus();
  delete box.dataset.returning;
}

const waiting = new WeakMap();
function later(owner, act) {
  clearTimeout(waiting.get(owner));
  waiting.set(owner, setTimeout(act, TYPING_PAUSE));
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form.blocks")) event.preventDefault();
});
prepare(document);
