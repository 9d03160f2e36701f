// The identity provider of a municipality, for the tests: a real one, with people of their own.
//
//   node provider.mjs PEOPLE [KEY CERTIFICATE]
//
// PEOPLE is a JSON file with the claims of each person by what they type to sign in; it is read anew
// each time, so that somebody can change groups. With a key and a certificate in PEM it speaks TLS.
// Says its issuer in one line of output, and stops when its input ends.
import { readFileSync } from "node:fs";
import { createServer as plain } from "node:http";
import { createServer as tls } from "node:https";
import Provider from "oidc-provider";

const [people, key, certificate] = process.argv.slice(2);
const claimsOf = (id) => JSON.parse(readFileSync(people, "utf8"))[id];

const server = key
  ? tls({ key: readFileSync(key), cert: readFileSync(certificate) })
  : plain();
server.listen(0, "127.0.0.1", () => {
  const issuer = `${key ? "https" : "http"}://127.0.0.1:${server.address().port}`;
  server.on("request", provider(issuer).callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();

function provider(issuer) {
  const client = {
    client_id: "opgeruimd",
    client_secret: "not a secret",
    redirect_uris: ["http://127.0.0.1/inloggen/gemeente/terug"],
  };
  const made = new Provider(issuer, {
    clients: [client],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    cookies: { keys: ["the tests"] },
    pkce: { required: () => true },
    findAccount: (_, id) => claimsOf(id) && { accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) },
    loadExistingGrant: granted,
    ttl: { Session: 3600, Grant: 3600, Interaction: 3600, AccessToken: 60, IdToken: 60 },
  });
  // Every system in a test has ports of its own.
  made.Client.prototype.redirectUriAllowed = (address) => {
    const { hostname, pathname } = new URL(address);
    return hostname === "127.0.0.1" && pathname === "/inloggen/gemeente/terug";
  };
  return made;
}

/** Nobody is asked whether the municipality may know who they are. */
async function granted({ oidc }) {
  const grant = new oidc.provider.Grant({
    accountId: oidc.session.accountId,
    clientId: oidc.client.clientId,
  });
  grant.addOIDCScope("openid email profile");
  await grant.save();
  return grant;
}
