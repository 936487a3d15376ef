/** The sample is complete: every function of the SDK is called by some page. */
import { expect, test, vi } from "vitest";
import type { Card, Listener } from "./card";
import { FAMILIES } from "./families";
import type { Family } from "./family";
import { initialTyped } from "./field";

const { called, record } = vi.hoisted(() => {
  const called: string[] = [];
  /** The same tree, where each function notes its path instead of doing anything. */
  const record = (part: unknown, path: string): unknown => {
    if (typeof part !== "function" && (typeof part !== "object" || part === null)) return part;
    const members = Object.entries(part).map(([key, member]) => {
      return [key, record(member, path === "" ? key : `${path}.${key}`)];
    });
    const shell = typeof part === "function" ? () => note(path) : {};
    return Object.assign(shell, Object.fromEntries(members));
  };
  /** Callable, because listening answers with what stops it, and a bridge with what calls it. */
  const note = (path: string) => {
    called.push(path);
    return Object.assign(() => undefined, { destroy: () => undefined });
  };
  return { called, record };
});

vi.mock("@apps-in-toss/web-framework", async (importOriginal) =>
  record(await importOriginal(), ""),
);

const THROWN = "an error class: the SDK throws it, nobody calls it";

/** Functions that no page calls, and why. */
const UNUSED: Record<string, string> = {
  FetchAlbumPhotosPermissionError: THROWN,
  FetchContactsPermissionError: THROWN,
  GetClipboardTextPermissionError: THROWN,
  GetCurrentLocationPermissionError: THROWN,
  OpenCameraPermissionError: THROWN,
  SetClipboardTextPermissionError: THROWN,
  StartUpdateLocationPermissionError: THROWN,
};

const SILENT: Listener = { onEvent: () => {}, onError: () => {}, onCallback: () => {} };
const STAGE = {} as HTMLElement;

type Use = { name: string; sdkName: string; call: () => unknown };

function useOf(card: Card): Use {
  const typed = initialTyped(card.fields);
  return card.kind === "call"
    ? { name: card.name, sdkName: card.name, call: () => card.run(typed) }
    : {
        name: card.name,
        sdkName: card.sdkName,
        call: () => card.start(typed, SILENT, STAGE),
      };
}

function usesOf({ view, sections }: Family): Use[] {
  const functions = [
    view?.calls ?? {},
    ...sections.map((section) => ("readings" in section ? section.readings : {})),
  ];
  const plain = functions.flatMap(Object.entries).map(([name, call]: [string, () => unknown]) => {
    return { name, sdkName: name, call };
  });
  return [
    ...plain,
    ...sections.flatMap((section) => ("cards" in section ? section.cards.map(useOf) : [])),
  ];
}

const USES = Object.values(FAMILIES).flatMap((family) => usesOf(family));

function functionsOf(part: unknown, path: string): string[] {
  const inside = Object.entries(part as object)
    .filter(([, member]) => typeof member === "function" || typeof member === "object")
    .flatMap(([key, member]) => functionsOf(member, path === "" ? key : `${path}.${key}`));
  return typeof part === "function" ? [path, ...inside] : inside;
}

test("each card calls the one function that it names", () => {
  const differing = USES.filter(({ sdkName, call }) => {
    called.length = 0;
    call();
    return called.length !== 1 || called[0] !== sdkName;
  });
  expect(differing.map(({ name }) => name)).toEqual([]);
});

test("every function of the SDK has a page that calls it, or a reason", async () => {
  const exported = functionsOf(await vi.importActual("@apps-in-toss/web-framework"), "");
  const used = USES.map(({ sdkName }) => sdkName);
  expect([...new Set(used), ...Object.keys(UNUSED)].sort()).toEqual(exported.sort());
});

test("no page has two cards of one name", () => {
  const repeated = Object.values(FAMILIES).flatMap((family) => {
    const names = usesOf(family).map(({ name }) => name);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
  expect(repeated).toEqual([]);
});
