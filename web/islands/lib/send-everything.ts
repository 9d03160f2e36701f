// Sends all that the crew's phone keeps: what was done, reported, and laid down as evidence. Used by pages and the service
// worker.

import { sendActs } from "./act-sender";
import { sendEvidence } from "./evidence-sender";
import { sendAll } from "./sender";

/** What a service worker says while it sends: at each thing that arrived, and at the end. */
export type Heard = "arrived" | "left" | "nothing left";

/** Tries what was done, reported and laid down as evidence on the street; says whether something is left. */
export async function sendEverything(arrived: () => void = () => undefined): Promise<boolean> {
  let isActLeft = await sendActs(arrived);
  let isAnyIn = false;
  const isReportLeft = await sendAll(() => {
    isAnyIn = true;
    arrived();
  });
  // What was taken along waited for its report.
  if (isActLeft && isAnyIn) isActLeft = await sendActs(arrived);
  return (await sendEvidence(arrived)) || isReportLeft || isActLeft;
}
