// More of a channel comes when somebody scrolls towards it; the way back to the newest is always at hand.
import { bottom, elements, isAtEnd, swap } from "./messages.js";
import { at } from "./server.js";

const AHEAD = "600px";
const scroller = document.getElementById("scroll");
const list = scroller?.querySelector("[data-list]");
const newest = document.querySelector(".newest");
let missed = 0;

if (scroller) begin();

function begin() {
  const near = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && load(one.target, near)), { root: scroller, rootMargin: AHEAD });
  for (const link of scroller.querySelectorAll("[data-stretch]")) near.observe(link);
  scroller.addEventListener("scroll", offer, { passive: true });
  list.addEventListener("below", () => {
    missed += 1;
    offer();
  });
  newest.addEventListener("click", (event) => {
    if (document.body.hasAttribute("data-past")) return;
    event.preventDefault();
    bottom(scroller);
    document.querySelector("#main form.composer textarea")?.focus();
  });
  offer();
}

/** Fetch the stretch that a link leads to, and put it where the link stands. */
async function load(link, near) {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const { stretch: side, ts } = link.dataset;
  const response = await fetch(`${at(document.body.dataset.channel)}/stretch?${new URLSearchParams({ [side]: ts })}`).catch(() => null);
  link.ariaBusy = "false";
  if (!response?.ok) return; // the link itself still leads there
  const { html, earlier, later } = await response.json();
  if (side === "before") prepend(elements(html));
  else list.append(...elements(html).filter(({ id }) => !document.getElementById(id)));
  link.dataset.ts = side === "before" ? earlier : later;
  near.unobserve(link);
  if (link.dataset.ts) return near.observe(link);
  if (side === "after") document.body.removeAttribute("data-past");
  link.replaceWith(...(side === "before" ? [document.getElementById("beginning").content.cloneNode(true)] : []));
}

function prepend(messages) {
  const fromEnd = scroller.scrollHeight - scroller.scrollTop;
  scroller.classList.add("held");
  const known = messages.filter(({ id }) => document.getElementById(id));
  for (const message of known) if (!document.querySelector(`#${message.id} form.edit:not([hidden])`)) swap(document.getElementById(message.id), message);
  list.prepend(...messages.filter((message) => !known.includes(message)));
  scroller.scrollTop = scroller.scrollHeight - fromEnd;
  requestAnimationFrame(() => scroller.classList.remove("held"));
}

function offer() {
  const isThere = isAtEnd(scroller) && !document.body.hasAttribute("data-past");
  if (isThere) missed = 0;
  newest.hidden = isThere;
  newest.querySelector("span").textContent = missed ? `${missed} new ${missed === 1 ? "message" : "messages"}` : "Newest messages";
  newest.classList.toggle("primary", missed > 0);
}
