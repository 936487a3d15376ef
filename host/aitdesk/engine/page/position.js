// @ts-check
// navigator.geolocation: where the phone is, by its own permission. The engine knows no position.

/**
 * @typedef {{ code?: number, timestamp: number, latitude: number, longitude: number,
 *             accuracy: number, altitude: number, heading: number }} Place
 */

const REFUSED = 1;
const UNKNOWN = 2;

/**
 * @param {object} prototype
 * @param {Record<string, unknown>} values
 */
function shaped(prototype, values) {
  const members = Object.entries(values).map(([name, value]) => [
    name,
    { value, enumerable: true },
  ]);
  const made = Object.create(prototype, Object.fromEntries(members));
  return Object.defineProperty(made, "toJSON", { value: () => values });
}

/** @param {Place} place */
function positionOf({ timestamp, ...values }) {
  const coords = { altitudeAccuracy: null, speed: null, ...values };
  return shaped(GeolocationPosition.prototype, {
    coords: shaped(GeolocationCoordinates.prototype, coords),
    timestamp,
  });
}

/** @param {number} code */
function failureOf(code) {
  const message = code === REFUSED ? "User denied Geolocation" : "Position unavailable";
  return shaped(GeolocationPositionError.prototype, { code, message });
}

/**
 * @param {PositionOptions | undefined} options
 * @param {number} since 0 for now; afterwards a second later
 * @returns {Promise<Place>}
 */
async function locate(options, since) {
  const is_high = options?.enableHighAccuracy === true;
  const given = await ask({ asks: "position", is_high, since });
  return given.value ?? { code: given.gone ? REFUSED : UNKNOWN };
}

function setPosition() {
  if (typeof Geolocation === "undefined") return;
  const all = Geolocation.prototype;
  /** @type {Set<number>} */
  const watching = new Set();
  let watches = 0;
  /** @type {(place: Place, args: any[]) => void} */
  const tell = (place, [found, failed]) =>
    place.code ? failed?.(failureOf(place.code)) : found(positionOf(place));
  all.getCurrentPosition = new Proxy(all.getCurrentPosition, {
    apply(native, self, args) {
      if (typeof args[0] !== "function") return applyTo(native, self, args);
      void locate(args[2], 0).then((place) => tell(place, args));
    },
  });
  all.watchPosition = new Proxy(all.watchPosition, {
    apply(native, self, args) {
      if (typeof args[0] !== "function") return applyTo(native, self, args);
      const id = ++watches;
      watching.add(id);
      void (async () => {
        let last = "";
        for (let since = 0; watching.has(id); since = 1) {
          const place = await locate(args[2], since);
          const here = JSON.stringify({ ...place, timestamp: 0 });
          if (watching.has(id) && here !== last) tell(place, args);
          last = here;
          if (place.code === REFUSED) watching.delete(id);
        }
      })();
      return id;
    },
  });
  all.clearWatch = new Proxy(all.clearWatch, {
    apply: (_, __, [id]) => void watching.delete(Number(id)),
  });
}
