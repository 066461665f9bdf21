// Follows what happens in the workspace: the server draws what changed, this puts it in place.
import { place, toBottom } from "./messages.js";
import { showModal } from "./modal.js";
import { at, drawn, perform, toast } from "./server.js";
import { showTour } from "./tour.js";
import { unread } from "./unread.js";

const { app, channel, thread, seen } = document.body.dataset;
const AGAIN = 1000;
let wasLost = false;
let isTold = false;

const puts = {
  message: place,
  places: ({ html }) => fill("places", html),
  home: ({ html }) => fill("home", html),
  tour: showTour,
  unread,
  modal: ({ html }) => showModal(drawn(html).find((node) => node.nodeType === Node.ELEMENT_NODE) || null),
  ready: async ({ stale }) => {
    // Something happened between the drawing of the page and now: before it listened, or while the connection was lost.
    if (stale || wasLost) await refresh();
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
    puts[told.kind](told);
  });
  socket.addEventListener("close", () => {
    if (!wasLost) toast("The connection to the workspace is lost. Trying again…");
    wasLost = true;
    setTimeout(connect, AGAIN);
  });
}

connect();

/** Take the whole page as it is now, which may come from a new start of the server. */
async function refresh() {
  wasLost = false;
  const response = await fetch(location.href);
  if (!response.ok) return location.assign("/page/");
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  document.querySelector("meta[name=page-token]").content = fresh.querySelector("meta[name=page-token]").content;
  for (const selector of ["#places", "[data-list=channel]", "[data-list=thread]", "#home", "#tour"]) {
    const [old, now] = [document.querySelector(selector), fresh.querySelector(selector)];
    if (old && now) old.replaceChildren(...now.childNodes);
  }
  showModal(fresh.querySelector("dialog.modal"));
  toBottom();
}

function fill(id, html) {
  document.getElementById(id)?.replaceChildren(...drawn(html));
}
