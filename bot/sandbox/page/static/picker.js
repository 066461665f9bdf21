// The emoji to react with: filled into a message's menu when it opens, searched by name while somebody types.
import { at } from "./server.js";

document.addEventListener(
  "toggle",
  ({ target: menu }) => {
    if (!menu.matches?.(".tools .menu")) return;
    for (const place of menu.querySelectorAll("[data-picks]")) {
      const isShown = menu.open && getComputedStyle(place).display !== "none";
      place.replaceChildren(...(isShown ? [document.getElementById("picker").content.cloneNode(true)] : []));
    }
  },
  true,
);

document.addEventListener("input", async ({ target }) => {
  if (!target.matches(".named-emoji input")) return;
  const typed = target.value;
  const response = typed.replace(/:/g, "").length > 1 && (await fetch(`${at("emoji")}?${new URLSearchParams({ typed })}`).catch(() => null));
  if (target.value !== typed) return;
  const found = response?.ok ? await response.json() : [];
  target.closest(".picker")?.querySelector(".found").replaceChildren(...found.map(button));
});

function button({ name, character }) {
  const shown = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: character, title: `:${name}:` });
  Object.assign(shown.dataset, { deed: "react", emoji: name });
  shown.setAttribute("aria-label", name.replaceAll("_", " "));
  return shown;
}
