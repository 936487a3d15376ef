// How a page that bundles SDK 3.x reaches a name with nothing but the transport: what the host sent
// is given as it came, an error that travels as a value included.
const line = (() => {
  const copies = () => Object.entries(window.nativeEmitterMap ?? {});
  const others = new Set(copies().map(([id]) => id));
  const link = window.linkBridge({ timeout: 0, throwOnError: true });
  const [, emitter] = copies().find(([id]) => !others.has(id));
  let subscriptions = 0;

  function subscribe(method, { options, onEvent, onError }) {
    const subscriptionId = `bare${++subscriptions}`;
    const stop = link.addEventListener("appsInTossEvent", (told) => {
      if (told.subscriptionId !== subscriptionId) return;
      if (told.kind === "error") onError(told.payload);
      else onEvent(told.payload);
    });
    const asked = { method, subscriptionId, params: options };
    link.loose.__subscribeAppEvent(asked).catch(onError);
    return () => {
      stop();
      link.loose.__unsubscribeAppEvent({ subscriptionId });
    };
  }

  return {
    constant: (name) => window.__appsInTossConstants[name],
    call: (name) => link.loose[name],
    subscribe,
    emitter: () => emitter,
    isReply: (event, name) => event.startsWith(`${name}-`),
  };
})();
