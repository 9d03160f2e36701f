// A text that is chosen comes into the field where it can be changed.
//
// <select data-text="id of the field">, with the text as the value of each choice. Without this script what is chosen
// counts where nothing was typed; with it, it is typed, so that a field made empty again stays empty.

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || !target.value) return;
  const field = document.getElementById(target.dataset["text"] ?? "");
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  field.value = target.value;
  target.value = "";
  field.focus();
});
