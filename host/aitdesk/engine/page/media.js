// @ts-check
// What a page hears when camera, microphone or screen are refused. Qt's engine rejects with an
// AbortError, where every phone's web view says NotAllowedError.

function setMedia() {
  if (typeof MediaDevices === "undefined") return;
  const devices = MediaDevices.prototype;
  for (const name of /** @type {const} */ (["getUserMedia", "getDisplayMedia"])) {
    if (!devices[name]) continue;
    devices[name] = new Proxy(
      devices[name],
      bare({
        async apply(ask, self, args) {
          try {
            return await awaited(apply(ask, self, args));
          } catch (error) {
            throw isRefusal(error)
              ? new SafeDOMException("Permission denied", "NotAllowedError")
              : error;
          }
        },
      }),
    );
  }
}

/** @param {any} error */
function isRefusal(error) {
  return (
    isA(SafeDOMException, error) &&
    nameOfDOMException(error) === "AbortError" &&
    messageOfDOMException(error) === "Invalid state"
  );
}
