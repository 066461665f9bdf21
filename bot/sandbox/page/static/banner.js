// The line at the top that says how the connection is.

const SECONDS = 2.5;
const banner = document.getElementById("banner");
let leaving = 0;

/** Show a sentence until the next one, or with `passes` for a moment. */
export function showBanner(sentence, { passes = false } = {}) {
  clearTimeout(leaving);
  banner.textContent = sentence;
  banner.classList.toggle("good", passes);
  banner.hidden = false;
  if (passes) leaving = setTimeout(() => (banner.hidden = true), SECONDS * 1000);
}
