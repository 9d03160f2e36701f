// Sends what is kept on this phone, one after the other, and says when to come back. Used by pages and the service worker.
//
// Exactly once: the key of a report makes a second arrival the same report, photos that arrived are not sent again,
// and a lock keeps two tabs from sending at the same time.

import { type Report, change, finish, tell, waiting } from "./kept";
import { Later, Refused, alone, failed, post, sendPhotos, text } from "./post";
import { type Challenge, packed, solve } from "./solve";

const LOCK = "opgeruimd-send";
const REPORT_MS_MAX = 60_000;
const PROOF_WANTED = 428;

/** Many reports come from this network: first some work. */
class Unproven extends Later {
  constructor(readonly challenge: Challenge) {
    super(0, true);
  }
}

/** Tries everything that waits; says whether something is left to try again, and hears of each thing that arrived. */
export async function sendAll(arrived: () => void = () => undefined): Promise<boolean> {
  // Whoever has the lock sends all there is, also what was kept after it began. Without locks the keys alone keep a report
  // from being made twice.
  return alone(LOCK, () => drain(arrived), isAnyLeft);
}

async function isAnyLeft(): Promise<boolean> {
  return (await waiting()).some((report) => !report.refusal);
}

async function drain(arrived: () => void): Promise<boolean> {
  const tried = new Set<string>();
  for (;;) {
    const due = (report: Report) => !report.refusal && report.notBefore <= Date.now() && !tried.has(report.key);
    const report = (await waiting()).find(due);
    if (!report) return isAnyLeft();
    // Each once a round, so a round ends.
    tried.add(report.key);
    tell({ what: "sending", key: report.key });
    try {
      await sendOne(report, arrived);
    } catch (error) {
      if (!(await note(report, error))) return true;
    } finally {
      tell({ what: "changed" });
    }
  }
}

/** Writes down how it ended; says whether the next report may be tried. */
async function note(report: Report, error: unknown): Promise<boolean> {
  if (error instanceof Refused) report.isAsked = false;
  const goesOn = failed(report, error);
  await change(report);
  return goesOn;
}

async function sendOne(report: Report, arrived: () => void): Promise<void> {
  await sendPhotos(report.photos, () => {
    arrived();
    return change(report);
  });
  report.isAsked = true;
  await change(report);
  const answer = await proven((proof) => {
    const headers = { "content-type": "application/json", "idempotency-key": report.key, ...proof };
    return postReport(body(report), headers);
  });
  const [reportId, number] = [text(answer, "reportId"), text(answer, "reportNumber")];
  await finish({ key: report.key, label: report.label, reportId, number, sentAt: Date.now() });
  arrived();
}

/** Sends, and once more with proof when the server asks for it. Without, somebody has to look at the report first. */
async function proven(send: (proof: Record<string, string>) => Promise<unknown>): Promise<unknown> {
  if (!isSecureContext) return send({});
  try {
    return await send({ "proof-of-work": "ask" });
  } catch (error) {
    const number = error instanceof Unproven ? await solve(error.challenge) : undefined;
    if (!(error instanceof Unproven) || number === undefined) throw error;
    return send({ "proof-of-work": packed(error.challenge, number) });
  }
}

/** The same for the same report, to the letter: the server compares. */
function body(report: Report): string {
  return JSON.stringify({
    category: report.category,
    description: report.description,
    answers: report.answers,
    location: { type: "Point", coordinates: [report.longitude, report.latitude] },
    locationText: report.place,
    photoIds: report.photos.map((photo) => photo.id),
    language: report.language,
  });
}

async function postReport(content: string, headers: HeadersInit): Promise<unknown> {
  try {
    return await post("/api/v1/reports", content, headers, REPORT_MS_MAX);
  } catch (error) {
    const isUnproven = error instanceof Refused && error.status === PROOF_WANTED;
    throw isUnproven ? new Unproven((error.answer as { challenge: Challenge }).challenge) : error;
  }
}
