// Closes what waits on this phone, so that only the server can open it: who finds the phone cannot, and the phone cannot either.
//
// A key of this moment and the key of the server give one key for one thing: ECDH on P-256 (NIST SP 800-56A), HKDF (RFC 5869)
// and AES-256-GCM (NIST SP 800-38D). work_orders/src/enforcement/envelope.rs opens it.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = "opgeruimd evidence";
const BITS = 256;
// A key closes one thing, so the nonce may be the same for each.
const NONCE = new Uint8Array(12);

export interface Closed {
  content: Blob;
  /** The public key of this moment, in base64url: with it and its own key the server opens it. */
  envelope: string;
}

/** `key` is the public key of the server in base64url; what is closed opens only as what it is for. */
export async function close(content: BufferSource, key: string, whatFor: string): Promise<Closed> {
  const theirs = fromBase64(key);
  const server = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, pair.privateKey, BITS);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = Uint8Array.from([...new TextEncoder().encode(INFO), ...ours, ...theirs]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const once = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: BITS }, false, ["encrypt"]);
  const additionalData = new TextEncoder().encode(whatFor);
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: NONCE, additionalData }, once, content);
  return { content: new Blob([closed]), envelope: toBase64(ours) };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
