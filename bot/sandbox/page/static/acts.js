// What people do with messages, places and shortcuts: every control with `data-deed` is one deed at the server.
import { ask } from "./asking.js";
import { perform, toast } from "./server.js";

document.addEventListener("click", async (event) => {
  const control = event.target.closest("[data-deed], [data-copies], [data-edits], [data-stops-editing]");
  if (!control) return;
  if (control.dataset.copies) return copy(control.dataset.copies);
  if ("edits" in control.dataset) return edit(control.closest(".message"), true);
  if ("stopsEditing" in control.dataset) return edit(control.closest(".message"), false);
  const { deed, asks, yes, reloads, ...fields } = control.dataset;
  const place = around(control);
  if (asks && !(await ask(asks, yes))) return;
  const answer = await perform(deed, { ...place, ...fields }, control);
  if (answer?.go) location.assign(answer.go);
  else if (answer && reloads !== undefined) location.reload();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".named-emoji, form.edit")) return;
  event.preventDefault();
  const message = form.closest(".message");
  if (form.matches(".named-emoji")) {
    const menu = form.closest("details");
    const answer = await perform("react", { ...around(form), emoji: form.elements.emoji.value }, form.querySelector("button"));
    if (answer) menu.open = false;
    return;
  }
  edit(message, false);
  const answer = await perform("edit", { ...around(form), text: form.elements.text.value });
  if (!answer) edit(message, true);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest("form.edit");
  if (!form) return;
  if (event.key === "Escape") edit(form.closest(".message"), false);
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

/** The message in which a control stands. */
function around(control) {
  const message = control.closest(".message");
  return message ? { channel: message.dataset.channel, ts: message.dataset.ts } : {};
}

function edit(message, open) {
  const form = message.querySelector("form.edit");
  if (!open && form.contains(document.activeElement)) message.closest("main, aside").querySelector("form.composer textarea")?.focus();
  form.hidden = !open;
  message.classList.toggle("editing", open);
  if (!open) return;
  const { text } = form.elements;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  form.scrollIntoView({ block: "nearest" });
}

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link);
    toast("The link is copied.");
  } catch {
    toast(link);
  }
}
