// What somebody entered survives when its form is drawn anew.

/**
 * An updated form keeps what was entered wherever block and action are the same. With `untold` only what the app has not
 * heard of: a choice that it was told of is drawn as the app wants it.
 */
export function keepEntries(old, fresh, { untold = false } = {}) {
  const isTold = (field) => untold && field.closest("[data-dispatch]");
  for (const field of fresh.querySelectorAll("input, select, textarea")) {
    if (!field.name || field.type === "hidden" || field.closest("form.edit, .picker") || isTold(field)) continue;
    const twins = [...old.querySelectorAll(field.tagName)].filter((twin) => twin.name === field.name);
    const twin = ["checkbox", "radio"].includes(field.type) ? twins.find((one) => one.value === field.value) : twins[0];
    if (!twin) continue;
    if (field.type === "file") field.files = twin.files;
    else if (["checkbox", "radio"].includes(field.type)) field.checked = twin.checked;
    else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === twin.value)) field.value = twin.value;
  }
  for (const chips of fresh.querySelectorAll(".combobox")) {
    if (isTold(chips)) continue;
    const twin = [...old.querySelectorAll(".combobox")].find((box) => box.dataset.field === chips.dataset.field);
    if (twin) chips.querySelector(".chips").replaceChildren(...twin.querySelector(".chips").childNodes);
  }
}
