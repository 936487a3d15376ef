// @ts-check
// alert, confirm and prompt: questions to the person like any other. The page stands still
// meanwhile, as on the phone; every other window goes on.

/** @param {any} value what a page gave for a text; throws as the engine would */
function textGiven(value) {
  return shortened(`${value}`);
}

function setDialogs() {
  const page = /** @type {any} */ (window);
  for (const name of /** @type {const} */ (["alert", "confirm", "prompt"])) {
    page[name] = new Proxy(window[name], {
      apply(native, self, args) {
        const text = args.length ? textGiven(args[0]) : "";
        const preset = name === "prompt" && args[1] !== undefined ? textGiven(args[1]) : "";
        /** @type {Given} */
        let given;
        try {
          given = askNow({ asks: name, text, preset });
        } catch {
          // A page that is being left has no dialogs, which the engine knows best.
          return applyTo(native, self, args);
        }
        if (name === "alert") return undefined;
        if (name === "confirm") return given.value === true;
        return typeof given.value === "string" ? given.value : null;
      },
    });
  }
}
