// What the contract tests do inside the page of one SDK, on `window.contract`. Every value that
// leaves it keeps undefined apart from null: what is undefined has no `value`. What differs from
// line to line stands in `line`, declared in front of this.
window.contract = (() => {
  const turn = () => new Promise((next) => setTimeout(next));

  async function until(isTrue) {
    const end = performance.now() + 30_000;
    while (!isTrue() && performance.now() < end) await turn();
  }

  // The host has come to all that was sent before these, on its loop and on the store's thread.
  async function fence() {
    for (let times = 0; times < 3; times++) {
      await sdk.Storage.getItem("fence").catch(() => undefined);
    }
  }

  const asJson = (value) => JSON.parse(JSON.stringify(value));
  const shown = (is, value) => (value === undefined ? { is } : { is, value: asJson(value) });

  function failure(is, error) {
    if (!(error instanceof Error)) return shown(is, error);
    const { name, message, stack, ...own } = { ...error, name: error.name, message: error.message };
    const classes = Object.keys(sdk).filter((key) => key.endsWith("PermissionError"));
    const is_a = classes.filter((key) => error instanceof sdk[key]).sort();
    return { is, error: { name, message, ...asJson(own), is_a } };
  }

  const evaluate = (expression, on, before) =>
    new Function("sdk", "on", "before", `return ${expression}`)(sdk, on, before);

  // Waits until the page sees the Toss app that it was given, and does what comes before.
  async function prepare(environment, before) {
    const isSeen = ([name, value]) => line.constant(name) === value;
    await until(() => Object.entries(environment).every(isSeen));
    if (!before) return undefined;
    try {
      return await evaluate(before);
    } catch {
      return undefined; // closed there, as is what it is for
    }
  }

  function read(expression) {
    try {
      return shown("read", evaluate(expression));
    } catch (error) {
      return { is: "threw", message: error.message };
    }
  }

  async function settled(promise, isPending) {
    const got = promise.then(
      (value) => shown("resolved", value),
      (error) => failure("rejected", error),
    );
    let timer;
    const late = new Promise((over) => (timer = setTimeout(over, 30_000)));
    const told = await Promise.race([got, isPending ? fence() : late]);
    clearTimeout(timer);
    return told ?? { is: "pending" };
  }

  function listen(subscribe) {
    const told = [];
    const onEvent = (value) => void told.push(shown("told", value));
    const onError = (error) => void told.push(failure("failed", error));
    return { told, stop: subscribe({ onEvent, onError }) };
  }

  let heard;

  async function run({ kind, expression, before, environment, isPending }) {
    const prepared = await prepare(environment, before);
    if (kind === "constant") return read(expression);
    try {
      if (kind === "event") heard = listen((on) => evaluate(expression, on, prepared));
      else return settled(evaluate(expression, undefined, prepared), isPending);
    } catch (error) {
      return failure("threw", error);
    }
  }

  // One after the other. What the journal has of each is behind a call with its number.
  async function runAll({ rows, environment }) {
    const all = [];
    for (const [number, row] of rows.entries()) {
      await sdk.Storage.getItem(`row ${number}`).catch(() => undefined);
      all.push(await run({ ...row, environment }));
    }
    await fence();
    return all;
  }

  async function hear(count) {
    const { told, stop } = heard;
    const isOver = () => told.length >= count || told.some(({ is }) => is === "failed");
    if (count) await until(isOver);
    await fence();
    stop();
    return told;
  }

  const WRONG = [null, -1, 1e300, 0.5, "", "wrong", true, [], {}, [null], { wrong: 1 }];

  // Every value that differs from a fitting one in one place: another value there, or none.
  function* spoilt(value) {
    yield* WRONG;
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      for (const wrong of spoilt(value[key])) {
        yield Array.isArray(value) ? value.with(key, wrong) : { ...value, [key]: wrong };
      }
      const { [key]: _, ...rest } = value;
      if (!Array.isArray(value)) yield rest;
    }
  }

  async function runWithJunk({ kind, name, fitting, before, environment }) {
    const good = evaluate(fitting, undefined, await prepare(environment, before));
    const all = [...spoilt(good)];
    if (kind === "event") return hearJunk(name, all);
    return callWithJunk(name, [[], ...WRONG.map((each) => [each]), ...all.filter(Array.isArray)]);
  }

  async function callWithJunk(name, all) {
    const answers = new Map();
    const emitter = line.emitter();
    const { emit } = emitter;
    emitter.emit = function (event, ...values) {
      if (line.isReply(event, name)) answers.set(event, (answers.get(event) ?? 0) + 1);
      return emit.call(this, event, ...values);
    };
    const replies = [];
    for (const args of all) {
      const known = new Set(answers.keys());
      const got = await settled(line.call(name)(...args), false);
      const events = [...answers.keys()].filter((event) => !known.has(event));
      replies.push({ sent: asJson(args), got, events });
    }
    await fence();
    emitter.emit = emit;
    return replies.map(({ events, ...reply }) => {
      const times = events.reduce((sum, event) => sum + answers.get(event), 0);
      return { ...reply, times };
    });
  }

  async function hearJunk(name, all) {
    const listeners = all.map((options) => {
      return listen((on) => line.subscribe(name, { options, ...on }));
    });
    await fence();
    await fence();
    for (const { stop } of listeners) stop();
    return listeners.map(({ told }, number) => ({ sent: asJson(all[number]), got: told }));
  }

  return { run, runAll, hear, runWithJunk, line };
})();
