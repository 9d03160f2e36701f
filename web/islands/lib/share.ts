// Sends an address of a page to a colleague: by what the phone has for that, or else on the clipboard.

/** What became of it; nothing when somebody thought better of it. */
export type Shared = "sent" | "copied" | "not" | "";

export async function share(title: string, path: string): Promise<Shared> {
  const url = new URL(path, location.origin).href;
  try {
    if (typeof navigator.share === "function") {
      await navigator.share({ title, text: title, url });
      return "sent";
    }
    await navigator.clipboard.writeText(`${title}\n${url}`);
    return "copied";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "" : "not";
  }
}
