// Writing: Enter sends, Shift+Enter breaks the line, ↑ edits one's last message, files come along.
import { Completions } from "./completions.js";
import { bottom } from "./messages.js";
import { perform, toast } from "./server.js";

for (const form of document.querySelectorAll("form.composer")) prepare(form);
if (window.matchMedia("(min-width: 700px)").matches) [...document.querySelectorAll("form.composer textarea")].at(-1)?.focus();

function prepare(form) {
  const { text, files } = form.elements;
  const attached = form.querySelector(".attached");
  const completions = new Completions(text, form.querySelector(".completions"), () => grow(text));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
    completions.close();
  });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || completions.take(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowUp" && !text.value && lastOfOnesOwn(form)) {
      event.preventDefault();
      lastOfOnesOwn(form).click();
    }
  });
  text.addEventListener("input", () => {
    grow(text);
    completions.offer();
  });
  files.addEventListener("change", () => showFiles(attached, files));
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-detach]")) detach(form);
  });
}

/** What opens the last message that may be edited here, if there is one. */
const lastOfOnesOwn = (form) => [...listOf(form).querySelectorAll("[data-edits]")].at(-1);

/** The list into which one writes. */
const listOf = (form) => document.querySelector(`[data-list=${form.dataset.thread ? "thread" : "channel"}]`);

let sending = Promise.resolve(); // one after the other, as they were written

async function send(form) {
  const { text, files } = form.elements;
  const written = text.value;
  if (!written.trim() && !files.files.length) return;
  const fields = new FormData(form);
  const { channel, thread } = form.dataset;
  fields.set("channel", channel);
  fields.set("text", written.trimEnd());
  const isCommand = /^\/\S/.test(written.trim());
  if (isCommand && thread) return toast(`${written.trim().split(/\s/)[0]} can't be used in a thread.`);
  if (!isCommand && thread) fields.set("thread_ts", thread);
  // The field is free again at once; what could not be sent comes back.
  text.value = "";
  grow(text);
  detach(form);
  document.activeElement === text || text.focus();
  bottom(listOf(form).closest(".scroll")); // what comes of it is seen
  const deed = () => perform(isCommand ? "slash" : "say", fields, form.querySelector(".send"));
  const answer = await (sending = sending.then(deed));
  if (!answer && !text.value) text.value = written;
}

function showFiles(attached, files) {
  attached.hidden = !files.files.length;
  attached.querySelector("span").textContent = [...files.files].map((file) => file.name).join(", ");
}

function detach(form) {
  form.elements.files.value = "";
  showFiles(form.querySelector(".attached"), form.elements.files);
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}
