// The server of a mini-app, with Toss's partner API behind it: sign-in, purchases that are granted and
// restored, a promotion, and the unlink callback. Express, and Node's own https for mTLS.
//
// PORT is where it listens. What points it at Toss, or at aitdesk, is the environment: base URL, client
// certificate and key, CA. In production leave the first out and give the files of Toss's console.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import express from "express";

const env = process.env;
const BASE = env.AITDESK_PARTNER_URL ?? "https://apps-in-toss-api.toss.im";
const PREFIX = "/api-partner/v1/apps-in-toss";
const PROMOTION = env.PROMOTION_CODE ?? "TEST_AITDESK";
const UNLINK_AUTHORIZATION = `Basic ${Buffer.from(env.UNLINK_VALUE ?? "id:secret").toString("base64")}`;
const read = (file) => (file === undefined ? undefined : readFileSync(file));
const agent = new Agent({
  cert: read(env.AITDESK_PARTNER_CERTIFICATE),
  key: read(env.AITDESK_PARTNER_KEY),
  ca: read(env.AITDESK_PARTNER_CA),
  keepAlive: true,
});

const sessions = new Map(); // token of ours → userKey
const granted = new Map(); // orderId → { userKey, sku }

class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
  }
}

/** Ask Toss. A failure comes with HTTP 200: only `resultType` tells; the login's own has no envelope. */
async function toss(method, path, { body, headers = {} } = {}) {
  const { status, text } = await new Promise((resolve, reject) => {
    const asking = request(`${BASE}${PREFIX}${path}`, {
      method,
      agent,
      timeout: 10_000,
      headers: { "content-type": "application/json", ...headers },
    });
    asking.on("response", async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() });
    });
    asking.on("timeout", () => asking.destroy(new Error("timeout")));
    asking.on("error", () => reject(new Refused(502, "TOSS_UNREACHABLE")));
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
  if (status >= 500 || text === "") throw new Refused(502, `TOSS_${status}`);
  const said = JSON.parse(text);
  if (said.resultType === "SUCCESS") return said.success;
  throw new Refused(
    said.error === "invalid_grant" ? 401 : 409,
    said.error?.errorCode ?? said.error,
  );
}

async function signIn({ authorizationCode, referrer }) {
  const body = { authorizationCode, referrer };
  const tokens = await toss("POST", "/user/oauth2/generate-token", { body });
  const me = await toss("GET", "/user/oauth2/login-me", {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
  });
  const token = randomUUID();
  sessions.set(token, String(me.userKey));
  return { token };
}

/** Grant an order once, also one that was paid while this server was away. */
async function grant({ orderId }, userKey) {
  const found = await toss("POST", "/order/get-order-status", {
    body: { orderId },
    headers: { "x-toss-user-key": userKey },
  });
  // Before it is granted a paid order reads PAYMENT_COMPLETED, not PURCHASED.
  if (found.status !== "PAYMENT_COMPLETED" && found.status !== "PURCHASED") {
    throw new Refused(409, found.status);
  }
  if (!granted.has(orderId)) granted.set(orderId, { userKey, sku: found.sku });
  return { granted: true };
}

const restore = (_, userKey) => ({
  items: [...granted.values()].filter((each) => each.userKey === userKey).map(({ sku }) => sku),
});

async function reward({ amount }, userKey) {
  const headers = { "x-toss-user-key": userKey };
  const { key } = await toss("POST", "/promotion/execute-promotion/get-key", { headers });
  const body = { promotionCode: PROMOTION, key };
  await toss("POST", "/promotion/execute-promotion", { body: { ...body, amount }, headers });
  return { result: await toss("POST", "/promotion/execution-result", { body, headers }) };
}

/** Toss tells that a person left: nothing of theirs stays. */
function unlink({ userKey }) {
  for (const [token, owner] of sessions) if (owner === userKey) sessions.delete(token);
  for (const [id, { userKey: owner }] of granted) if (owner === userKey) granted.delete(id);
  return {};
}

/** Who asks: a session of ours, or Toss with the value that the console registered. */
function session(asked, _, next) {
  const [kind, token] = (asked.headers.authorization ?? "").split(" ");
  asked.userKey = kind === "Bearer" ? sessions.get(token) : undefined;
  next(asked.userKey === undefined ? new Refused(401, "SIGN_IN") : undefined);
}
function fromToss(asked, _, next) {
  const is = asked.headers.authorization === UNLINK_AUTHORIZATION;
  next(is ? undefined : new Refused(401, "NOT_TOSS"));
}
const answer = (act) => async (asked, back) =>
  back.json(await act(asked.body ?? {}, asked.userKey));

const app = express();
app.disable("x-powered-by");
app.use((asked, back, next) => {
  // In production name the two origins of the mini-app: NAME.apps and NAME.private-apps.tossmini.com.
  back.set("access-control-allow-origin", asked.headers.origin ?? "*");
  back.set("access-control-allow-headers", "authorization, content-type");
  back.set("access-control-allow-private-network", "true");
  if (asked.method === "OPTIONS") back.sendStatus(204);
  else next();
});
app.use(express.json());
app.post("/sign-in", answer(signIn));
app.post("/grant", session, answer(grant));
app.get("/items", session, answer(restore));
app.post("/reward", session, answer(reward));
app.post("/toss/unlink", fromToss, answer(unlink));
app.use((_asked, _back, next) => next(new Refused(404, "NOT_FOUND")));
// Express knows what mends an error by its four parameters.
app.use((problem, _asked, back, _next) => {
  const status = problem.status ?? 500;
  if (status >= 500) console.error(problem);
  back.status(status).json({ code: problem.message });
});
app.listen(Number(env.PORT ?? 3000), "127.0.0.1", () => console.log(`partner API: ${BASE}`));
