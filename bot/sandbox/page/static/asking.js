// Asks before something that can't be undone.

/** A question with two answers: whether `yes` was pressed. */
export function ask(question, yes) {
  const dialog = document.getElementById("ask").content.firstElementChild.cloneNode(true);
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("[value=yes]").textContent = yes;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
