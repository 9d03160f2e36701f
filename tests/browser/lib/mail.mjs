// The demo's mailbox: a folder of files.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { system } from "./system.mjs";
import { until } from "./until.mjs";

/** All mails to an address, oldest first. */
export async function mailsTo(address) {
  const folder = join((await system()).data, "mail");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml"));
  const all = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return all
    .map(read)
    .filter((mail) => mail.to.includes(address))
    .sort((one, other) => one.at - other.at || one.inlinePictures - other.inlinePictures);
}

/** Waits for that many mails to an address. */
export function mailsArrived(address, count) {
  return until(`${count} mails to ${address}`, async () => {
    const mails = await mailsTo(address);
    return mails.length >= count && mails;
  });
}

function read(text) {
  const end = text.search(/\r?\n\r?\n/);
  const heads = text.slice(0, end).replace(/\r?\n[ \t]+/g, " ");
  const header = (name) => new RegExp(`^${name}: (.*)$`, "im").exec(heads)?.[1].trim() ?? "";
  const parts = text.split(/\r?\n--/);
  const isInline = (part) =>
    /^content-disposition: inline/im.test(part) && /^content-type: image\/jpeg/im.test(part);
  return {
    to: header("To"),
    at: Date.parse(header("Date")),
    subject: words(header("Subject")),
    text,
    inlinePictures: parts.filter(isInline).length,
  };
}

/** Decodes the encoded words of a header. */
function words(text) {
  const joined = text.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind, body) => {
    if (kind.toLowerCase() === "b") return Buffer.from(body, "base64").toString("utf8");
    const bytes = body.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, "latin1").toString("utf8");
  });
}
