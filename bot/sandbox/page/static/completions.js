// Completes what is being typed: the app's commands after a slash, people after @, emoji after a colon.
import { at } from "./server.js";

const MOST = 8;
const SIGNS = [
  { sign: "/", before: /^(?<typed>\/\S*)$/ },
  { sign: "@", before: /(?:^|[\s(])(?<typed>@[\w.-]*)$/ },
  { sign: ":", before: /(?:^|[\s(])(?<typed>:[\w+-]{2,})$/ },
];

/** The list over one text field. Focus stays in the field: `aria-activedescendant` tells which option is meant. */
export class Completions {
  #text;
  #list;
  #known;
  #changed;
  #shown = [];
  #active = -1;
  #typed = "";

  /** `changed` is called after something was put into the field. */
  constructor(text, list, changed) {
    this.#text = text;
    this.#list = list;
    this.#known = [...list.children];
    this.#changed = changed;
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.#complete(event.target.closest("[role=option]")));
    text.addEventListener("blur", () => this.close());
  }

  /** Offer what fits to the word before the cursor. */
  async offer() {
    const { sign, typed } = this.#word();
    this.#typed = typed;
    if (!sign) return this.#hint();
    const fitting = sign === ":" ? await this.#emoji(typed) : this.#fitting(sign, typed);
    if (this.#typed !== typed || this.#word().typed !== typed) return;
    // What is typed in full is sent by Enter, and so is a command: only the arrows choose among those.
    const isDone = fitting.some((option) => option.dataset.inserts.toLowerCase() === typed);
    this.#show(fitting, sign === "/" || isDone ? -1 : 0);
  }

  /** Whether a key was for the list. */
  take(event) {
    if (this.#list.hidden || !this.#typed || event.shiftKey) return false;
    const meant = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.#shown[event.key === "Tab" ? Math.max(this.#active, 0) : this.#active];
    if (meant) this.#mark(this.#active < 0 && meant < 0 ? this.#shown.length - 1 : (this.#active + meant + this.#shown.length) % this.#shown.length);
    else if (event.key === "Escape") this.close();
    else if (["Enter", "Tab"].includes(event.key) && chosen) this.#complete(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close() {
    this.#typed = "";
    this.#show([], -1);
  }

  #word() {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    for (const { sign, before: pattern } of SIGNS) {
      const typed = pattern.exec(before)?.groups.typed;
      if (typed) return { sign, typed: typed.toLowerCase() };
    }
    return { sign: "", typed: "" };
  }

  #fitting(sign, typed) {
    const word = typed.slice(1);
    const names = ({ dataset }) => [dataset.inserts.slice(1), ...(dataset.names || "").split(/\s+/)];
    const fits = (option) => option.dataset.inserts.startsWith(sign) && names(option).some((name) => name.toLowerCase().startsWith(word));
    return this.#known.filter(fits).slice(0, sign === "/" ? undefined : MOST);
  }

  /** While the rest of a command is written, its line says what it takes. */
  #hint() {
    const command = /^(\/\S+) [^\n]*$/.exec(this.#text.value)?.[1];
    this.#show(this.#known.filter((option) => option.dataset.inserts === command), -1);
  }

  async #emoji(typed) {
    const response = await fetch(`${at("emoji")}?${new URLSearchParams({ typed })}`).catch(() => null);
    return response?.ok ? (await response.json()).map((found) => this.#drawn(found)) : [];
  }

  #drawn({ name, character }) {
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.id = `${this.#list.id}-emoji-${name}`;
    option.dataset.inserts = `:${name}:`;
    const sign = document.createElement("span");
    sign.className = "emoji";
    sign.setAttribute("aria-hidden", "true");
    sign.textContent = character;
    option.append(sign, ` :${name}:`);
    return option;
  }

  #show(options, active) {
    this.#shown = options;
    for (const option of this.#known) option.hidden = !options.includes(option);
    this.#list.replaceChildren(...this.#known, ...options.filter((option) => !this.#known.includes(option)));
    this.#list.hidden = !options.length;
    this.#mark(active);
  }

  #mark(active) {
    this.#active = active;
    for (const option of this.#list.children) option.setAttribute("aria-selected", String(option === this.#shown[active]));
    const option = this.#shown[active];
    if (option) this.#text.setAttribute("aria-activedescendant", option.id);
    else this.#text.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #complete(option) {
    const { typed } = this.#word();
    if (!option || !typed) return;
    const end = this.#text.selectionStart;
    this.#text.setRangeText(`${option.dataset.inserts} `, end - typed.length, end, "end");
    this.#changed();
    this.offer();
  }
}
