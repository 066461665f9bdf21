// Follows what happens in the workspace: the server draws what changed, this puts it in place.
import { showBanner } from "./banner.js";
import { prepare } from "./elements.js";
import { elements, place, renew, swap } from "./messages.js";
import { showModal } from "./modal.js";
import { at, drawn, perform } from "./server.js";
import { showTour } from "./tour.js";
import { unread } from "./unread.js";

const { app, channel, thread, seen } = document.body.dataset;
const AGAIN = 1000;
let wasLost = false;
let isLeaving = false;
let isTold = false;
let news = 0;

const puts = {
  message: place,
  places: ({ html }) => fill("places", html),
  home: ({ html }) => renewHome(html),
  tour: showTour,
  unread,
  modal: ({ html }) => showModal(elements(html)[0] || null),
  ready: async ({ stale }) => {
    // Something happened between the drawing of the page and now: before it listened, or while the connection was lost.
    if (stale || wasLost) await refresh();
    if (wasLost) showBanner("Connected again.", { passes: true });
    wasLost = false;
    if (!isTold && app) perform(app === "home" ? "open_home" : "open_messages", {});
    isTold = true;
  },
};

function connect() {
  const address = new URL(`${at("live")}?${new URLSearchParams({ channel, thread, seen })}`, location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  socket.addEventListener("message", ({ data }) => {
    const told = JSON.parse(data);
    news += 1;
    puts[told.kind](told);
  });
  socket.addEventListener("close", () => {
    if (!isLeaving) showBanner("The connection to the workspace is lost. Trying again…");
    wasLost = true;
    setTimeout(connect, AGAIN);
  });
}

addEventListener("pagehide", () => (isLeaving = true));
addEventListener("pageshow", () => (isLeaving = false));
connect();

/** Take the whole page as it is now, which may come from a new start of the server. */
async function refresh() {
  const known = news;
  const response = await fetch(location.href).catch(() => null);
  if (!response) return; // gone again: the next connection does it
  if (!response.ok) return location.assign("/page/");
  const html = await response.text();
  if (news !== known) return refresh(); // it may be older than what was told meanwhile, and would take that away
  const fresh = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("meta[name=page-token]").content = fresh.querySelector("meta[name=page-token]").content;
  const pairs = (selector) => [document.querySelector(selector), fresh.querySelector(selector)];
  for (const [old, now] of ["#places", "#home", "#tour"].map(pairs)) if (old && now) old.replaceChildren(...now.childNodes);
  for (const [old, now] of ["[data-list=channel]", "[data-list=thread]"].map(pairs)) if (old && now) renew(old, now);
  showModal(fresh.querySelector("dialog.modal"));
}

function renewHome(html) {
  const [old, shown] = [document.querySelector("#home > *"), elements(html)[0]];
  if (old && shown) swap(old, shown);
  if (shown) prepare(shown);
}

function fill(id, html) {
  document.getElementById(id)?.replaceChildren(...drawn(html));
}
