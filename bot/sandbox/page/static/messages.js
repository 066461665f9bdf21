// Puts messages into the lists, and keeps the newest in sight.
import { drawn } from "./server.js";

const NEAR = 120;

/** Show a list's end, unless the address names a message. */
export function toBottom() {
  if (location.hash && document.getElementById(location.hash.slice(1))) {
    document.getElementById(location.hash.slice(1)).scrollIntoView({ block: "center" });
    return;
  }
  for (const list of document.querySelectorAll("[data-list]")) bottom(list.closest(".scroll"));
}

/** Put one message into its list, replace it there, or take it away (empty `html`). */
export function place({ list: name, id, ts, html }) {
  const list = document.querySelector(`[data-list=${name}]`);
  const old = document.getElementById(id);
  if (!list || old?.querySelector("form.edit:not([hidden])")) return;
  const scroller = list.closest(".scroll");
  const follows = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
  const [shown] = drawn(html).filter((node) => node.nodeType === Node.ELEMENT_NODE);
  if (old && shown) swap(old, shown);
  else if (old) old.remove();
  else if (shown) insert(list, shown, ts);
  if (follows) bottom(scroller);
}

/** Replace an element without losing the focus inside it. */
export function swap(old, shown) {
  const held = old.contains(document.activeElement) ? key(document.activeElement) : "";
  old.replaceWith(shown);
  if (held) [...shown.querySelectorAll("button, a, input, select, textarea, summary")].find((one) => key(one) === held)?.focus();
}

function insert(list, shown, ts) {
  const messages = [...list.children];
  const next = messages.find((message) => message.dataset.ts > ts);
  const isOutside = next ? next === messages[0] && hasEarlier() : document.body.hasAttribute("data-past");
  if (isOutside && list.dataset.list === "channel") return;
  document.querySelector(`[data-list=${list.dataset.list}]`).parentElement.querySelector(".empty")?.remove();
  list.insertBefore(shown, next || null);
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

const hasEarlier = () => document.querySelector("#scroll > .stretch:first-child") !== null;
const bottom = (scroller) => (scroller.scrollTop = scroller.scrollHeight);
const key = ({ tagName, name, dataset, title }) =>
  [tagName, name, title, dataset.action, dataset.value, dataset.emoji, dataset.deed].join("|");
