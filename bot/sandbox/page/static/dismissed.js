// Private answers that this window has dismissed: like Slack's own, they are nobody else's and soon forgotten.

const shelf = `dismissed:${document.body.dataset.me}`;
const gone = new Set(JSON.parse(sessionStorage.getItem(shelf) || "[]"));
const key = ({ dataset }) => `${dataset.channel}/${dataset.ts}`;

document.addEventListener("click", ({ target }) => {
  const message = target.closest("[data-dismisses]")?.closest(".message");
  if (!message) return;
  gone.add(key(message));
  sessionStorage.setItem(shelf, JSON.stringify([...gone]));
  hideDismissed();
  message.closest("main, aside").querySelector("form.composer textarea")?.focus();
});

/** Hide what was dismissed; the heading of its day stays. */
export function hideDismissed() {
  for (const message of document.querySelectorAll(".message.private")) {
    message.querySelector("article").hidden = gone.has(key(message));
  }
}

hideDismissed();
for (const list of document.querySelectorAll("[data-list]")) new MutationObserver(hideDismissed).observe(list, { childList: true });
