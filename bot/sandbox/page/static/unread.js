// What is unread: counted by the server, the same in all windows of a person; what is in sight is read.
import { isAtEnd } from "./messages.js";
import { perform } from "./server.js";

const { channel } = document.body.dataset;
const scroller = document.getElementById("scroll");
let newest = document.body.dataset.newUntil || "";

/** The server counted anew in one place. */
export function unread({ channel: place, count, loud, last }) {
  if (place === channel) newest = count ? last : "";
  if (place !== channel || !look()) mark(place, count, loud);
}

/** Say that this person has seen the channel, when its end is in sight. Whether that is so. */
export function look() {
  const isSeen = Boolean(scroller) && !document.hidden && isAtEnd(scroller) && !document.body.hasAttribute("data-past");
  if (isSeen && newest) perform("read", { channel, ts: newest });
  if (isSeen) mark(channel, 0, false);
  if (isSeen) newest = "";
  return isSeen;
}

function mark(place, count, loud) {
  for (const link of document.querySelectorAll(`[data-place="${place}"]`)) {
    link.classList.toggle("unread", count > 0);
    const shown = link.querySelector(".count");
    shown.hidden = !count;
    shown.classList.toggle("loud", loud);
    shown.firstChild.textContent = count < 100 ? String(count) : "99+";
  }
  title();
}

function title() {
  const many = [...document.querySelectorAll("#places .unread .count")].reduce((sum, shown) => sum + parseInt(shown.textContent, 10), 0);
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (many) document.title = `(${many}) ${document.title}`;
}

title();
scroller?.addEventListener("scroll", look, { passive: true });
document.addEventListener("visibilitychange", look);
new MutationObserver(title).observe(document.getElementById("places"), { childList: true });
