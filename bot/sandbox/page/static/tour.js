// The guided tour: its panel, what it writes for people, and rings around what is to be pressed.
import { drawn } from "./server.js";

const frame = document.getElementById("tour");
const opener = document.querySelector(".tour-button");
const news = document.getElementById("tour-news");
const NEAR = 120;
const FOLD = "tour-folded";

let pressed = "";

/** Put the panel as the server drew it in place (empty: none), and tell a screen reader of a new step. */
export function showTour({ html }) {
  if (!frame) return;
  const said = title();
  const focused = document.activeElement;
  // A button is disabled while the server is asked, and may have lost the focus by then.
  const isFree = [document.body, opener].includes(focused);
  const held = frame.contains(focused) ? focused.dataset.value || "panel" : isFree && pressed;
  holdingEnds(() => frame.replaceChildren(...drawn(html)));
  pressed = "";
  if (held) (frame.querySelector(`[data-value="${held}"]`) || frame.querySelector("h2") || opener).focus();
  if (title() !== said) news.textContent = title();
}

const title = () => frame?.querySelector("h2")?.textContent.trim().replace(/\s+/g, " ") || "";

opener?.addEventListener("click", () => (pressed = "panel"));
frame?.addEventListener("click", ({ target }) => {
  pressed = target.closest("[data-deed]")?.dataset.value || "";
  const types = target.closest("[data-types]");
  if (types) write(types.dataset.types);
  if (target.closest(".tour-fold")) {
    sessionStorage.setItem(FOLD, sessionStorage.getItem(FOLD) ? "" : "yes");
    holdingEnds(fold);
  }
});

function write(words) {
  const text = document.querySelector("#main form.composer textarea");
  if (!text) return;
  text.value = words;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

// On a narrow screen somebody may fold the panel to one line. Whoever has just come reads it first.
function fold() {
  const open = !sessionStorage.getItem(FOLD);
  frame.classList.toggle("folded", !open);
  const folder = frame.querySelector(".tour-fold");
  if (!folder || folder.getAttribute("aria-expanded") === String(open)) return;
  folder.setAttribute("aria-expanded", String(open));
  folder.querySelector("span").textContent = open ? "Hide" : "Show";
}

/** Ring what is to be pressed, wherever it is drawn, also after it was drawn anew. */
function mark() {
  fold();
  const marks = JSON.parse(frame.querySelector("[data-marks]")?.dataset.marks || "[]");
  const ringed = new Map(marks.flatMap((one) => controls(one).map((control) => [control, one.hint])));
  const old = [...document.querySelectorAll("[data-tour]")].filter((control) => !ringed.has(control));
  const fresh = [...ringed].filter(([control, hint]) => control.dataset.tour !== hint);
  if (!old.length && !fresh.length) return;
  holdingEnds(() => {
    for (const control of old) delete control.dataset.tour;
    for (const [control, hint] of fresh) control.dataset.tour = hint;
  });
}

/** Whoever saw a list's end goes on seeing it, though panel and rings take room. */
function holdingEnds(change) {
  const scrollers = [...document.querySelectorAll("[data-list]")].map((list) => list.closest(".scroll"));
  const atEnd = scrollers.filter(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < NEAR);
  change();
  for (const scroller of atEnd) scroller.scrollTop = scroller.scrollHeight;
}

function controls({ channel, ts, action }) {
  const within = ts ? `.message[data-channel="${channel}"][data-ts="${ts}"]` : "dialog.modal";
  const wanted = action ? `[data-action="${CSS.escape(action)}"]` : ".reactions";
  return [...document.querySelectorAll(`${within} ${wanted}`)].map((found) => found.closest(".control") || found);
}

if (frame) {
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  mark();
}
