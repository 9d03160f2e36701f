// What is taken along at once: reported on the street and done in one go. What was done goes by the key of its report until the
// server knows that report.

import { type Report, type Sent, sent, waiting } from "./kept";

const PATH = "/werk/nieuw/";

/** Where an act belongs that was done with the report of this key, as an order's path does for other acts. */
export const along = (key: string): string => `${PATH}${key}`;

/** Key of the report that it was done with; none for an order of the server. */
export function keyOf(order: string): string | undefined {
  return order.startsWith(PATH) ? order.slice(PATH.length) : undefined;
}

/** The report of this key on this phone, sent or not; none when it was thrown away. */
export async function reportOf(key: string): Promise<Report | Sent | undefined> {
  // In this order: what leaves the one shelf is on the other in the same moment.
  return (await waiting()).find((one) => one.key === key) ?? (await sent()).find((one) => one.key === key);
}
