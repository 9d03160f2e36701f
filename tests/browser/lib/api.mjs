// What programs do, without any page.
import { system } from "./system.mjs";
import { until } from "./until.mjs";

async function request(path, options) {
  const { url } = await system();
  return fetch(`${url}/api/v1/${path}`, options);
}

async function read(path, answer) {
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The answer of the API at this path, which must be a good one. */
export const ask = async (path, options) => read(path, await request(path, options));

/** The options of a POST with this body. */
export const say = (body, headers) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Sends a report from that place; gives its id and number. */
export function sendReport(coordinates, report) {
  const sent = say({ ...report, location: { type: "Point", coordinates } });
  return until(`a report of ${report.category} is taken`, async () => {
    const answer = await request("reports", sent);
    // A system that has just begun learns the kinds of reports in its first seconds.
    return answer.status === 400 ? undefined : read("reports", answer);
  });
}

/** Waits until the report is at a team. */
export const atTeam = (reportId) =>
  until("the report at a team", async () => (await ask(`reports/${reportId}`)).status === "routed");
