// @ts-check
// What a page hears when camera, microphone or screen are refused. Qt's engine rejects with an
// AbortError, where every phone's web view says NotAllowedError.

function setMedia() {
  if (typeof MediaDevices === "undefined") return;
  const { apply } = Reflect;
  const devices = MediaDevices.prototype;
  for (const name of /** @type {const} */ (["getUserMedia", "getDisplayMedia"])) {
    if (!devices[name]) continue;
    devices[name] = new Proxy(devices[name], {
      async apply(ask, self, args) {
        try {
          return await apply(ask, self, args);
        } catch (error) {
          const isRefusal =
            error instanceof DOMException &&
            error.name === "AbortError" &&
            error.message === "Invalid state";
          throw isRefusal ? new DOMException("Permission denied", "NotAllowedError") : error;
        }
      },
    });
  }
}
