// The photos that somebody chooses in the fields of a form.

/** Calls `take` with the files of each choice, also of one that was made before this script was there. */
export function chosen(form: HTMLFormElement, take: (files: File[]) => void): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
    const taken = () => {
      const files = [...(input.files ?? [])];
      // Emptied, so that the form does not post the file as well, and the same photo can be chosen again.
      input.value = "";
      take(files);
    };
    input.addEventListener("change", taken);
    // A quick thumb: nobody would hear of that photo.
    if (input.files?.length) taken();
  }
}
