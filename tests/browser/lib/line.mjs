// The line between a phone and the system: a small proxy that can be cut, or be as unreliable as a bad connection. What
// the browser itself pretends about the network does not hold for its service workers; a cut line does.
import { createServer, request } from "node:http";
import { once } from "node:events";

/** A line to the system. `say` is "open", "cut", or a function of the request that says what becomes of it. */
export async function line(target) {
  const made = [];
  const seen = { reports: 0, photos: 0, failed: 0 };
  const state = { say: "open" };
  const server = createServer((asked, answer) => {
    const say = typeof state.say === "function" ? state.say(asked) : state.say;
    if (asked.method === "POST" && asked.url === "/api/v1/reports") seen.reports += 1;
    if (asked.method === "POST" && asked.url === "/api/v1/photos") seen.photos += 1;
    if (say !== "open") seen.failed += 1;
    if (say === "cut") return asked.socket.destroy();
    if (say === "503") {
      asked.resume();
      return asked.once("end", () => answer.writeHead(503, { "content-type": "text/plain" }).end("busy"));
    }
    const { method, url, headers } = asked;
    const onward = request(new URL(url, target), { method, headers: { ...headers, "accept-encoding": "identity" } }, (reply) => {
      // Live events have no end.
      if (reply.headers["content-type"]?.startsWith("text/event-stream")) {
        answer.writeHead(reply.statusCode, reply.headers);
        answer.on("close", () => onward.destroy());
        return void reply.pipe(answer);
      }
      const parts = [];
      reply.on("data", (part) => parts.push(part));
      reply.on("end", () => {
        const body = Buffer.concat(parts);
        // What the system took, also when the phone does not hear of it.
        if (method === "POST" && url === "/api/v1/reports" && reply.statusCode === 201) made.push(JSON.parse(body));
        if (say === "unheard") return asked.socket.destroy();
        answer.writeHead(reply.statusCode, reply.headers).end(body);
      });
    });
    onward.on("error", () => asked.socket.destroy());
    asked.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** The answers of the system to reports that it took, one for each time that it took one. */
    made,
    seen,
    become: (say) => {
      state.say = say;
      if (say === "cut") server.closeAllConnections();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
