// Sends what the crew did, in the order in which it was done, and says whether to come back. Used by pages and the service
// worker.
//
// Exactly once: the server knows an act by its key, photos that arrived are not sent again, and a lock keeps two tabs from
// sending at the same time. The phone's clock may be wrong, so it says how long ago something was, and not when.

import { type Act, acts, change, isWaiting, tell } from "./acts";
import { along, keyOf, reportOf } from "./along";
import { Later, MS_AGO_MAX, Refused, type Tried, alone, failed, post, sendPhotos, text } from "./post";

const LOCK = "opgeruimd-work-send";
const ACT_MS_MAX = 60_000;
const SIGNED_OUT = 401;
const GONE = 410;
/** Somebody else is signed in on this phone now. */
const OTHER_PERSON = "other-person";

/** Tries everything that was done; says whether something is left to try again, and hears of each thing that arrived. */
export function sendActs(arrived: () => void): Promise<boolean> {
  return alone(LOCK, () => drain(arrived), isAnyLeft);
}

async function isAnyLeft(): Promise<boolean> {
  return (await acts()).some(isWaiting);
}

async function drain(arrived: () => void): Promise<boolean> {
  // Each once a round, so a round ends. Of an order nothing overtakes what was done before.
  const [tried, stuck] = [new Set<number>(), new Set<string>()];
  for (;;) {
    const next = (act: Act) => isWaiting(act) && act.turn !== undefined && !tried.has(act.turn) && !stuck.has(act.order);
    const act = (await acts()).find(next);
    if (!act) return isAnyLeft();
    tried.add(act.turn ?? 0);
    try {
      if (act.notBefore > Date.now()) throw new Later(0, true);
      await sendOne(act, arrived);
    } catch (error) {
      stuck.add(act.order);
      if (!(await noted(act, error, change))) return true;
    } finally {
      tell({ what: "changed" });
    }
  }
}

/** Writes down how it ended; says whether the next thing may be tried. */
export async function noted<T extends Tried>(thing: T, error: unknown, change: (thing: T) => Promise<void>): Promise<boolean> {
  if (error instanceof Refused && error.status === SIGNED_OUT) {
    tell({ what: "signed-out" });
    return false;
  }
  if (error instanceof Refused && text(error.answer, "type") === OTHER_PERSON) return true;
  const goesOn = failed(thing, error);
  await change(thing);
  return goesOn;
}

/** Sends one act with its photos, and writes down what the server made of it. */
export async function sendOne(act: Act, arrived: () => void = () => undefined): Promise<void> {
  const to = await place(act);
  await sendPhotos(act.photos, () => {
    arrived();
    return change(act);
  });
  const answer = await post(`${to}/stap`, body(act), { "content-type": "application/json" }, ACT_MS_MAX);
  act.takenAt = text(answer, "takenAt");
  // The server has them now.
  act.photos = [];
  if (text(answer, "outcome") === "settled") {
    act.settled = { title: text(answer, "title"), words: text(answer, "words") };
  }
  await change(act);
  arrived();
}

/** Where the server takes it. What was taken along goes after its report. */
async function place({ order }: Act): Promise<string> {
  const key = keyOf(order);
  if (!key) return order;
  const report = await reportOf(key);
  if (!report) throw new Refused("De melding die hierbij hoort, staat niet meer op deze telefoon.", GONE, undefined);
  if (!("reportId" in report)) throw new Later(0, true);
  return along(report.reportId);
}

function body(act: Act): string {
  return JSON.stringify({
    actId: act.key,
    staffId: act.by.id,
    what: act.what,
    msAgo: Math.min(Math.max(0, Date.now() - act.madeAt), MS_AGO_MAX),
    awayM: act.near?.away,
    accuracyM: act.near?.accuracy,
    photoIds: act.photos.map((photo) => photo.id),
    quick: act.quick,
    note: act.note,
    reason: act.reason || undefined,
  });
}
