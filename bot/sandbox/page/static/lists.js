// The keyboard's way through messages: one stop of Tab for a list, arrows from message to message, Tab into its tools.

const lists = document.querySelectorAll("[data-list]");
const tools = (article) => article.querySelectorAll(".tools > .quiet, .tools > .menu > summary, .body > header a");

document.addEventListener("focusin", ({ target }) => {
  const list = target.closest("[data-list]");
  const article = target.closest(".message > article");
  if (!article) return;
  for (const other of list.querySelectorAll("article[tabindex='0']")) if (other !== article) reach(other, false);
  reach(article, true);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches(".message > article")) return;
  const articles = [...event.target.closest("[data-list]").querySelectorAll(".message > article:not([hidden])")];
  const here = articles.indexOf(event.target);
  const there = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: articles.length - 1 }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  articles[Math.max(0, Math.min(there, articles.length - 1))].focus();
});

function reach(article, isReached) {
  article.tabIndex = isReached ? 0 : -1;
  for (const control of tools(article)) control.tabIndex = isReached ? 0 : -1;
}

/** The newest message is where Tab enters a list that has not been entered yet. */
function enter(list) {
  const reached = list.querySelectorAll("article[tabindex='0']");
  if (list.contains(document.activeElement) && reached.length) return;
  for (const article of reached) reach(article, false);
  const last = [...list.querySelectorAll(".message > article:not([hidden])")].at(-1);
  if (last) last.tabIndex = 0;
}

for (const list of lists) {
  enter(list);
  new MutationObserver(() => enter(list)).observe(list, { childList: true });
}
