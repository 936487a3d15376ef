/** The mini-app's own server, as webapp/partner-example-* have it: it asks Toss's, not the page. */
import { appLogin, IAP } from "@apps-in-toss/web-framework";

/**
 * Where `aitdesk preview --with-server` lets it listen, and in a release a name that no one has: a
 * phone reaches no server of this machine. The page lets a person write another.
 */
export const OWN_SERVER = import.meta.env.DEV
  ? "http://127.0.0.1:3000"
  : "https://aitdesk-sample.example";

const SKU = "aitdesk.test.coins";
const REWARD_KRW = 10;

/** What the server refused, under its own code. */
class Refused extends Error {
  readonly code: string;

  constructor(status: number, code: string) {
    super(`HTTP ${status}`);
    this.name = "Refused";
    this.code = code;
  }
}

type Told = Record<string, unknown>;

export class OwnServer {
  readonly url: string;
  private token = "";

  constructor(url: string) {
    this.url = url;
  }

  /** The code goes to the server, which redeems it; a session of the server's own comes back. */
  async signIn(): Promise<Told> {
    const { authorizationCode, referrer } = await appLogin();
    const { token } = await this.ask("/sign-in", { authorizationCode, referrer });
    this.token = String(token);
    return { isSignedIn: true };
  }

  /** Buy; the server is asked whether the order is really paid before it is granted. */
  buy(): Promise<Told> {
    return new Promise((resolve, reject) => {
      const stop = IAP.createOneTimePurchaseOrder({
        options: { sku: SKU, processProductGrant: ({ orderId }) => this.grant(orderId) },
        onEvent: ({ type }) => {
          stop();
          resolve({ type });
        },
        onError: (error) => {
          stop();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      });
    });
  }

  /** Grant what was paid while the page or the server was away. */
  async restore(): Promise<Told> {
    const pending = await IAP.getPendingOrders();
    const restored = [];
    for (const { orderId } of pending?.orders ?? []) {
      if (!(await this.grant(orderId))) continue;
      await IAP.completeProductGrant({ params: { orderId } });
      restored.push(orderId);
    }
    return { restored };
  }

  items(): Promise<Told> {
    return this.ask("/items");
  }

  reward(): Promise<Told> {
    return this.ask("/reward", { amount: REWARD_KRW });
  }

  private async grant(orderId: string): Promise<boolean> {
    try {
      return (await this.ask("/grant", { orderId }))["granted"] === true;
    } catch {
      return false; // it stays pending, and is restored later
    }
  }

  private async ask(path: string, body?: Told): Promise<Told> {
    const answer = await fetch(this.url + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = (await answer.json()) as Told;
    if (!answer.ok) throw new Refused(answer.status, String(told["code"]));
    return told;
  }
}
