// Says how much room is left in a field, once most of it is used.

const NEAR = 0.8;

document.addEventListener("input", ({ target }) => {
  const counter = target.closest(".block.input")?.querySelector(".counter");
  if (!counter || !target.matches("input, textarea")) return;
  const [length, most] = [[...target.value].length, Number(counter.dataset.most)];
  counter.hidden = length < most * NEAR;
  counter.textContent = length <= most ? `${length} of ${most} characters` : `${length - most} characters too many`;
  counter.classList.toggle("over", length > most);
});
