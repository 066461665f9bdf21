// Tables that one can sort and turn the pages of. The server draws all rows; this shows those of a page.

document.addEventListener("click", ({ target }) => {
  const control = target.closest("[data-sorts], [data-turns]");
  const table = control?.closest(".data-table");
  if (!table) return;
  if (control.dataset.sorts) sort(table, control);
  else turn(table, Number(control.dataset.turns));
});

function sort(table, button) {
  const column = Number(button.dataset.sorts);
  const head = button.closest("th");
  const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  for (const other of table.querySelectorAll("thead th")) other.setAttribute("aria-sort", other === head ? order : "none");
  const sign = order === "ascending" ? 1 : -1;
  const rows = [...table.querySelectorAll("tbody tr")];
  rows.sort((one, two) => sign * compare(one.cells[column], two.cells[column]));
  table.querySelector("tbody").append(...rows);
  show(table, 0);
}

function compare(one, two) {
  const numbers = [one, two].map((cell) => Number(cell.dataset.number ?? NaN));
  if (numbers.every((number) => !Number.isNaN(number))) return numbers[0] - numbers[1];
  return one.textContent.trim().localeCompare(two.textContent.trim(), undefined, { numeric: true });
}

function turn(table, by) {
  const rows = [...table.querySelectorAll("tbody tr")];
  show(table, rows.findIndex((row) => !row.hidden) + by * Number(table.dataset.pageSize));
}

function show(table, first) {
  const size = Number(table.dataset.pageSize);
  const rows = [...table.querySelectorAll("tbody tr")];
  rows.forEach((row, place) => (row.hidden = place < first || place >= first + size));
  const pager = table.querySelector(".pager");
  if (!pager) return;
  const focused = document.activeElement;
  const last = Math.min(first + size, rows.length);
  pager.querySelector("[data-place]").textContent = `${first + 1} to ${last} of ${rows.length} rows`;
  pager.querySelector("[data-turns='-1']").disabled = first === 0;
  pager.querySelector("[data-turns='1']").disabled = last === rows.length;
  // A button that can't be pressed any more loses the focus; the other one takes it.
  if (pager.contains(focused) && focused.disabled) pager.querySelector("button:enabled")?.focus();
}
