// Putting a stop in front on the crew's list, or letting go of it: form[data-first]. The server draws the list in its order, so that
// takes a connection.

/** Sends it, and goes to the list; `false` when there is no connection. */
export async function goFirst(form: HTMLFormElement): Promise<boolean> {
  const sent = await fetch(form.action, { method: "POST" }).catch(() => undefined);
  if (!sent?.ok) return false;
  location.assign("/werk");
  return true;
}
