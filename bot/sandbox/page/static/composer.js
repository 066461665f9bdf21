// Writing: Enter sends, Shift+Enter breaks the line, a slash offers the app's commands, files come along.
import { perform, toast } from "./server.js";

for (const form of document.querySelectorAll("form.composer")) prepare(form);
if (window.matchMedia("(min-width: 700px)").matches) [...document.querySelectorAll("form.composer textarea")].at(-1)?.focus();

function prepare(form) {
  const { text, files } = form.elements;
  const commands = form.querySelector(".commands");
  const attached = form.querySelector(".attached");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && commands && !commands.hidden) {
      event.preventDefault();
      complete(commands.querySelector("button:not([hidden])"));
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  text.addEventListener("input", () => {
    grow(text);
    offer(commands, text.value);
  });
  files.addEventListener("change", () => showFiles(attached, files));
  form.addEventListener("click", (event) => {
    const command = event.target.closest("[data-command]");
    if (command) complete(command);
    if (event.target.closest("[data-detach]")) detach(form);
  });

  function complete(button) {
    if (!button) return;
    text.value = `${button.dataset.command} `;
    text.focus();
    offer(commands, text.value);
  }
}

async function send(form) {
  const { text, files } = form.elements;
  const written = text.value;
  if (!written.trim() && !files.files.length) return;
  const fields = new FormData(form);
  const { channel, thread } = form.dataset;
  fields.set("channel", channel);
  const isCommand = /^\/\S/.test(written.trim());
  if (isCommand && thread) return toast(`${written.trim().split(/\s/)[0]} can't be used in a thread.`);
  if (!isCommand && thread) fields.set("thread_ts", thread);
  // The field is free again at once; what could not be sent comes back.
  text.value = "";
  grow(text);
  offer(form.querySelector(".commands"), "");
  detach(form);
  document.activeElement === text || text.focus();
  const answer = await perform(isCommand ? "slash" : "say", fields, form.querySelector(".send"));
  if (!answer && !text.value) text.value = written;
}

function offer(commands, written) {
  if (!commands) return;
  const [word, ...rest] = written.split(" ");
  let any = false;
  for (const button of commands.querySelectorAll("button")) {
    const fits = rest.length ? button.dataset.command === word : button.dataset.command.startsWith(word);
    button.parentElement.hidden = !fits;
    button.hidden = !fits;
    any ||= fits;
  }
  commands.hidden = !written.startsWith("/") || !any;
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
