// Sends the evidence that waits on this phone, each photo once, and says whether to come back.

import { noted } from "./act-sender";
import { tell } from "./acts";
import { type Evidence, change, evidence, isWaiting } from "./evidence";
import { Later, MS_AGO_MAX, alone, post, text } from "./post";

const LOCK = "opgeruimd-evidence-send";
const PHOTO_MS_MAX = 180_000;

/** Tries everything that waits; says whether something is left to try again, and hears of each thing that arrived. */
export function sendEvidence(arrived: () => void): Promise<boolean> {
  return alone(LOCK, () => drain(arrived), isAnyLeft);
}

async function isAnyLeft(): Promise<boolean> {
  return (await evidence()).some(isWaiting);
}

async function drain(arrived: () => void): Promise<boolean> {
  // Each once a round, so a round ends.
  const tried = new Set<string>();
  for (;;) {
    const one = (await evidence()).find((it) => isWaiting(it) && !tried.has(it.key));
    if (!one) return isAnyLeft();
    tried.add(one.key);
    try {
      if (one.notBefore > Date.now()) throw new Later(0, true);
      await sendOne(one);
      arrived();
    } catch (error) {
      if (!(await noted(one, error, change))) return true;
    } finally {
      tell({ what: "changed" });
    }
  }
}

/** Sends one photo, and lets go of the original when the server has it. */
export async function sendOne(one: Evidence): Promise<void> {
  const form = new FormData();
  form.append("facts", facts(one));
  if (one.preview) form.append("preview", one.preview);
  if (one.original) form.append("original", one.original.content);
  const answer = await post(`${one.order}/bewijs`, form, {}, PHOTO_MS_MAX);
  const number = Number(Reflect.get(Object(answer), "number") ?? 0);
  one.taken = { caseNumber: text(answer, "caseNumber"), casePath: text(answer, "casePath"), number };
  delete one.original;
  await change(one);
}

function facts(one: Evidence): string {
  const { key, by, label, sha256, phoneClock, fileClock, spot, original } = one;
  const msAgo = Math.min(Math.max(0, Date.now() - one.madeAt), MS_AGO_MAX);
  const said = { label, sha256, msAgo, phoneClock, fileClock, place: spot, envelope: original?.envelope };
  return JSON.stringify({ evidenceId: key, staffId: by.id, ...said });
}

