// How a page that bundles SDK 1.x or 2.x reaches a name over the bare bridge.
const line = {
  constant: (name) => sdk.createConstantBridge(name)(),
  call: (name) => sdk.createAsyncBridge(name),
  subscribe: (name, listening) => sdk.createEventBridge(name)(listening),
  emitter: () => window.__GRANITE_NATIVE_EMITTER,
  isReply: (event, name) => event.startsWith(`${name}/`),
};
