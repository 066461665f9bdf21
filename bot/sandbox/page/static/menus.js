// Menus (`details`) close when somebody clicks elsewhere or presses Escape; the side bar opens on narrow screens.

const menus = "details.menu[open], details.multi[open]";
const GAP = 4; // between a menu and what opens it, as menus.css has it

function closeMenus(except) {
  for (const menu of document.querySelectorAll(menus)) if (!menu.contains(except)) menu.open = false;
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const chosen = event.target.closest(".menu .panel button, .menu .panel a");
  if (chosen && !chosen.closest(".named-emoji")) leave(chosen.closest(".menu"));
  if (!event.target.closest("#places, #burger")) showPlaces(false);
});

/** Close a menu; who was inside goes on from where it opens. */
function leave(menu) {
  const wasInside = menu.contains(document.activeElement);
  menu.open = false;
  if (wasInside) menu.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(menus)].at(-1);
  if (open) {
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  } else if (document.body.classList.contains("places-open")) {
    showPlaces(false);
  } else if (!document.querySelector("dialog[open]") && !event.target.closest("form.edit")) {
    document.querySelector("[data-closes-thread]")?.click();
  }
});

// A menu that would leave its scroller at the bottom opens upwards where it has room; else one scrolls down to its end.
document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.("details.menu, details.multi") || !menu.open) return;
    closeMenus(menu);
    const panel = menu.querySelector(".panel");
    menu.classList.remove("flipped", "leftwards");
    const frame = (menu.closest(".scroll") || document.documentElement).getBoundingClientRect();
    const box = panel.getBoundingClientRect();
    const above = menu.getBoundingClientRect().top - frame.top - GAP;
    menu.classList.toggle("flipped", box.bottom > frame.bottom && box.height < above);
    menu.classList.toggle("leftwards", box.right > frame.right);
    if (panel.closest(".scroll")) panel.scrollIntoView({ block: "nearest" });
  },
  true,
);

function showPlaces(open) {
  document.body.classList.toggle("places-open", open);
  document.getElementById("burger").setAttribute("aria-expanded", String(open));
}

document.getElementById("burger").addEventListener("click", () => {
  showPlaces(!document.body.classList.contains("places-open"));
});
