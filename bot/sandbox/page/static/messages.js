// Puts messages into the lists, and keeps the newest in sight.
import { keepEntries } from "./entered.js";
import { drawn } from "./server.js";

const NEAR = 120;

/** Whether a list's end is in sight. */
export const isAtEnd = (scroller) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;

/** Show a list's end, unless the address names a message or there is something new further up. */
export function toBottom() {
  const named = document.getElementById(location.hash.slice(1));
  for (const list of document.querySelectorAll("[data-list]")) bottom(list.closest(".scroll"));
  const division = document.querySelector(".new-line");
  if (division && division.getBoundingClientRect().top < document.getElementById("scroll").getBoundingClientRect().top) division.scrollIntoView({ block: "start" });
  named?.scrollIntoView({ block: "center" });
}

/** Put one message into its list, replace it there, or take it away (empty `html`). */
export function place({ list: name, id, ts, html }) {
  const list = document.querySelector(`[data-list=${name}]`);
  if (!list) return;
  const scroller = list.closest(".scroll");
  const follows = isAtEnd(scroller);
  const [shown] = elements(html);
  const isNew = shown && !document.getElementById(id) && !("mine" in shown.dataset);
  if (shown) put(list, shown);
  else if (!isEdited(document.getElementById(id))) document.getElementById(id)?.remove();
  if (follows) bottom(scroller);
  else if (isNew) list.dispatchEvent(new CustomEvent("below", { bubbles: true, detail: ts }));
}

/** Take a list as it is drawn anew; what was loaded above it stays. */
export function renew(list, fresh) {
  const scroller = list.closest(".scroll");
  const follows = isAtEnd(scroller);
  const shown = [...fresh.querySelectorAll(".message")];
  if (!shown.some(({ id }) => document.getElementById(id))) list.replaceChildren(...fresh.childNodes);
  else {
    const ids = new Set(shown.map(({ id }) => id));
    const [first] = shown;
    for (const old of list.querySelectorAll(".message")) if (old.dataset.ts >= first.dataset.ts && !ids.has(old.id)) old.remove();
    // The first has a heading of its day because it is drawn at the top of a page: here it may stand further down.
    const old = document.getElementById(first.id);
    if (old && !old.querySelector(".day")) first.querySelector(".day")?.remove();
    for (const message of shown) put(list, message);
  }
  if (follows) bottom(scroller);
}

/** The elements that a piece of drawn HTML consists of. */
export const elements = (html) => drawn(html).filter((node) => node.nodeType === Node.ELEMENT_NODE);

/** Replace an element without losing the focus, the open menu, or what was entered inside it. */
export function swap(old, shown) {
  const held = old.contains(document.activeElement) ? key(document.activeElement) : "";
  const open = [...old.querySelectorAll("details")].map((menu) => menu.open);
  keepEntries(old, shown, { untold: true });
  if (old.classList.contains("has-new") || hasNewReply(old, shown)) shown.classList.add("has-new");
  old.replaceWith(shown);
  const menus = [...shown.querySelectorAll("details")];
  if (menus.length === open.length) menus.forEach((menu, place) => (menu.open = open[place]));
  if (held) [...shown.querySelectorAll("button, a, input, select, textarea, summary, article")].find((one) => key(one) === held)?.focus();
}

function put(list, shown) {
  const old = document.getElementById(shown.id);
  if (isEdited(old)) return;
  if (old) swap(old, shown);
  else insert(list, shown);
}

function insert(list, shown) {
  const messages = [...list.querySelectorAll(":scope > .message")];
  const next = messages.find((message) => message.dataset.ts > shown.dataset.ts);
  const isOutside = next ? next === messages[0] && hasEarlier() : document.body.hasAttribute("data-past");
  if (isOutside && list.dataset.list === "channel") return;
  list.parentElement.querySelector(".empty")?.remove();
  list.insertBefore(shown, next || null);
  if (document.hidden && list.dataset.list === "channel" && !("mine" in shown.dataset) && !list.querySelector(".new-line.fresh")) divide(list, shown);
}

/** Draw the line above what came while nobody looked. */
function divide(list, shown) {
  list.querySelector(".new-line")?.remove();
  const line = document.getElementById("new-line").content.firstElementChild.cloneNode(true);
  line.classList.add("fresh");
  list.insertBefore(line, shown);
}

// A picture has its height only when it has come: whoever saw a list's end goes on seeing it.
document.addEventListener(
  "load",
  ({ target }) => {
    const scroller = target.closest?.("[data-list]")?.closest(".scroll");
    if (!scroller) return;
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (below - target.clientHeight < NEAR) bottom(scroller);
  },
  true,
);

const isEdited = (message) => Boolean(message?.querySelector("form.edit:not([hidden])"));
const hasEarlier = () => document.querySelector("#scroll > [data-stretch=before]") !== null;
const replies = (message) => Number(message.querySelector(".replies")?.dataset.many || 0);
const hasNewReply = (old, shown) => replies(shown) > replies(old) && !("mine" in shown.querySelector(".replies").dataset) && shown.dataset.ts !== document.body.dataset.thread;
/** Scroll to the end of a list. */
export const bottom = (scroller) => (scroller.scrollTop = scroller.scrollHeight);
const key = ({ tagName, name, dataset, title }) =>
  [tagName, name, title, dataset.action, dataset.value, dataset.emoji, dataset.deed].join("|");
