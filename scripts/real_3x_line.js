// How the page of a real SDK 3.x reaches a name without the SDK: messages and an emitter of its own.
const line = (() => {
  const id = "aitdesk-try-real-3x-1";
  const replies = new Map();
  const listeners = new Map();
  let number = 0;

  window.nativeEmitterMap ??= {};
  window.nativeEmitterMap[id] = {
    emit(event, value, error) {
      if (event === "postMessage/appsInTossEvent") return listeners.get(value.subscriptionId)?.(value);
      replies.get(event)?.(value, error);
      replies.delete(event);
    },
  };

  const call = (method) => (...args) =>
    new Promise((resolve, reject) => {
      const eventId = `${id}${++number}`;
      replies.set(`${method}-${eventId}`, (value, error) => (error ? reject(error) : resolve(value)));
      const body = { method, eventId, args };
      window.ReactNativeWebView.postMessage(JSON.stringify({ type: "bridge", body, bridgeId: id }));
    });

  function subscribe(method, { options, onEvent, onError }) {
    const subscriptionId = `${id}${++number}`;
    listeners.set(subscriptionId, ({ kind, payload }) =>
      (kind === "error" ? onError : onEvent)(payload),
    );
    call("__subscribeAppEvent")({ method, subscriptionId, params: options }).catch(onError);
    return () => {
      listeners.delete(subscriptionId);
      call("__unsubscribeAppEvent")({ subscriptionId });
    };
  }

  return { constant: (name) => window.__appsInTossConstants[name], call, subscribe };
})();
