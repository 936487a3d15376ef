// Stand-in for SDK 3.x, written anew and not the SDK's code: what the Toss app's version allows.
import coerce from "semver/functions/coerce";
import gte from "semver/functions/gte";
import { constant, type Constants } from "./constants";

export type Platform = Constants["platformOS"];
export type Versions = Readonly<Partial<Record<Platform, string>>>;

export const onBoth = (version: string): Versions => ({ android: version, ios: version });

/** Everything that is not iOS counts as Android. */
export const platform = (): Platform => (constant("platformOS") === "ios" ? "ios" : "android");

export function isMinVersionSupported(versions: Versions): boolean {
  if (constant("operationalEnvironment") === "sandbox") return true;
  const minimum = versions[platform()];
  if (minimum === undefined || minimum === "never") return false;
  if (minimum === "always") return true;
  const version = constant("tossAppVersion");
  // What cannot be coerced goes on as it is: semver itself names it in a TypeError.
  return gte(coerce(version) ?? version, minimum);
}
