// Proof of work after the ALTCHA protocol: finds the number that a challenge hides, and packs the answer.

export interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

/** The number, or undefined when there is none. Needs a secure origin. */
export async function solve(task: Challenge): Promise<number | undefined> {
  const sought = task.challenge.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? [];
  const encoder = new TextEncoder();
  for (let number = 0; number <= task.maxnumber; number++) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(task.salt + String(number)));
    const found = new Uint8Array(digest);
    if (sought.every((byte, at) => found[at] === byte)) return number;
  }
  return undefined;
}

/** The answer as the server reads it. */
export function packed({ algorithm, challenge, salt, signature }: Challenge, number: number): string {
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}
