// Marks the places in which something was said that this window has not shown, until they are opened.

const shelf = `unread:${document.body.dataset.me}`;
const marked = new Set(JSON.parse(sessionStorage.getItem(shelf) || "[]"));

/** Something was said in a place that this window does not show. */
export function unread({ channel }) {
  marked.add(channel);
  show();
}

function show() {
  sessionStorage.setItem(shelf, JSON.stringify([...marked]));
  for (const link of document.querySelectorAll("[data-place]")) {
    link.classList.toggle("unread", marked.has(link.dataset.place));
  }
  const many = [...marked].length;
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (many) document.title = `(${many}) ${document.title}`;
}

marked.delete(document.body.dataset.channel);
show();
new MutationObserver(show).observe(document.getElementById("places"), { childList: true });
