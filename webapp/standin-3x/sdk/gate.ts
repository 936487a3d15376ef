// Stand-in for SDK 3.x, written anew and not the SDK's code: functions that know whether this Toss
// app has them, and the wrapping that makes namespaced ones throw where it has not.
import { constant, type Flag } from "./constants";
import { codedError } from "./errors";
import { isMinVersionSupported, platform, type Versions } from "./version";

const TOO_OLD_APP = "UNSUPPORTED_APP_VERSION";
const TOO_OLD_OS = "UNSUPPORTED_OS_VERSION";

type Run<Args extends unknown[], Result> = (...args: Args) => Result;

interface Tests {
  readonly isSupported: () => boolean;
  readonly MIN_TOSS_APP_VERSION?: Versions;
  readonly MIN_OS_VERSION?: Versions;
}

/** The function with a test of the Toss app's version. */
export function versioned<Args extends unknown[], Result>(
  run: Run<Args, Result>,
  versions: Versions,
) {
  return Object.assign(run, {
    isSupported: () => isMinVersionSupported(versions),
    MIN_TOSS_APP_VERSION: versions,
  });
}

/** The function with a flag of the host as its test; the flag's value is returned as it is. */
export function flagged<Args extends unknown[], Result>(
  run: Run<Args, Result>,
  flag: Flag,
  versions: Pick<Tests, "MIN_TOSS_APP_VERSION" | "MIN_OS_VERSION"> = {},
) {
  return Object.assign(run, { isSupported: () => constant(flag), ...versions });
}

/** The namespaced function: it throws at once, before any promise, where the test fails. */
export function gated<Args extends unknown[], Result>(
  run: Run<Args, Result> & Partial<Tests>,
): Run<Args, Result> & Tests {
  const {
    isSupported = () => true,
    MIN_TOSS_APP_VERSION: toss,
    MIN_OS_VERSION: os,
  }: Partial<Tests> = run;
  const throwUnsupported = () => {
    if (os === undefined) {
      if (!isSupported()) throw codedError(TOO_OLD_APP, appText(toss));
      return;
    }
    if (os[platform()] === undefined) throw codedError(TOO_OLD_OS, osText(os));
    const isTossNew = toss === undefined || isMinVersionSupported(toss);
    if (!isTossNew) throw codedError(TOO_OLD_APP, appText(toss));
    if (!isSupported()) throw codedError(TOO_OLD_OS, osText(os));
  };
  return Object.assign(
    (...args: Args): Result => {
      throwUnsupported();
      return run(...args);
    },
    {
      isSupported,
      ...(toss && { MIN_TOSS_APP_VERSION: toss }),
      ...(os && { MIN_OS_VERSION: os }),
    },
  );
}

function appText(versions: Versions = {}): string {
  const named = namedVersions(versions);
  if (named === "") return "토스 앱을 업데이트하면 사용할 수 있어요.";
  const isSame = versions.android === versions.ios;
  return `토스 앱 ${isSame ? versions.ios : named} 이상에서 사용할 수 있어요.`;
}

function osText(versions: Versions): string {
  return `${namedVersions(versions)} 이상에서 사용할 수 있어요.`;
}

function namedVersions({ android, ios }: Versions): string {
  const platforms: [string, string | undefined][] = [
    ["Android", android],
    ["iOS", ios],
  ];
  return platforms
    .filter(([, version]) => version !== undefined && /\d/.test(version))
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}
