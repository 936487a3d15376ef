// Tests of the stand-in for SDK 3.x: functions that ask for a permission first.
import { expect, test, vi } from "vitest";
import type { Sdk } from "./sdk/sdk";
import { openSdk, outcome, type Answer } from "./stubHost";

interface Guarded {
  getPermission(): Promise<unknown>;
  openPermissionDialog(): Promise<unknown>;
}

interface Row {
  name: string;
  permission: { name: string; access: string };
  error: keyof Sdk;
  message: string;
  sent: unknown[];
  act: (sdk: Sdk) => unknown;
  spaced: (sdk: Sdk) => Guarded;
}

const ROWS: Row[] = [
  {
    name: "getClipboardText",
    permission: { name: "clipboard", access: "read" },
    error: "GetClipboardTextPermissionError",
    message: "클립보드 읽기 권한이 거부되었어요.",
    sent: [],
    act: (sdk) => sdk.getClipboardText(),
    spaced: (sdk) => sdk.Clipboard.getText,
  },
  {
    name: "setClipboardText",
    permission: { name: "clipboard", access: "write" },
    error: "SetClipboardTextPermissionError",
    message: "클립보드 쓰기 권한이 거부되었어요.",
    sent: [{ text: "t" }],
    act: (sdk) => sdk.setClipboardText("t"),
    spaced: (sdk) => sdk.Clipboard.setText,
  },
  {
    name: "fetchContacts",
    permission: { name: "contacts", access: "read" },
    error: "FetchContactsPermissionError",
    message: "연락처 권한이 거부되었어요.",
    sent: [{ size: 10, offset: 0 }],
    act: (sdk) => sdk.fetchContacts({ size: 10, offset: 0 }),
    spaced: (sdk) => sdk.Device.getContacts,
  },
  {
    name: "fetchAlbumPhotos",
    permission: { name: "photos", access: "read" },
    error: "FetchAlbumPhotosPermissionError",
    message: "사진첩 권한이 거부되었어요.",
    sent: [{}],
    act: (sdk) => sdk.fetchAlbumPhotos(),
    spaced: (sdk) => sdk.Device.getPhotos,
  },
  {
    name: "getCurrentLocation",
    permission: { name: "geolocation", access: "access" },
    error: "GetCurrentLocationPermissionError",
    message: "위치 권한이 거부되었어요.",
    sent: [{ accuracy: 3 }],
    act: (sdk) => sdk.getCurrentLocation({ accuracy: sdk.Accuracy.Balanced }),
    spaced: (sdk) => sdk.Device.getLocation,
  },
  {
    name: "openCamera",
    permission: { name: "camera", access: "access" },
    error: "OpenCameraPermissionError",
    message: "카메라 권한이 거부되었어요.",
    sent: [{}],
    act: (sdk) => sdk.openCamera(),
    spaced: (sdk) => sdk.Device.openCamera,
  },
];

const saying =
  (status: unknown): Answer =>
  (method) => ({ value: method === "requestPermission" ? status : "reply" });

test.each(ROWS)("$name sends nothing more once it is denied", async (row) => {
  const { sdk, calls } = openSdk({ answer: saying("denied") });
  const [how, reason] = await outcome(() => row.act(sdk));
  const { name, message } = reason as Error;
  expect([how, name, message, calls()]).toEqual([
    "rejects",
    `${row.name} permission error`,
    row.message,
    [["requestPermission", row.permission]],
  ]);
  expect(reason).toBeInstanceOf(sdk[row.error]);
  expect(reason).toBeInstanceOf(sdk.PermissionError);
  expect(reason).not.toHaveProperty("code");
});

test.each(
  ROWS.flatMap((row) =>
    ["allowed", "notDetermined", null, undefined].map((status) => ({ ...row, status })),
  ),
)("$name is sent after the answer $status", async ({ name, permission, sent, act, status }) => {
  const { sdk, calls } = openSdk({ answer: saying(status) });
  expect([await act(sdk), calls()]).toEqual([
    "reply",
    [
      ["requestPermission", permission],
      [name, ...sent],
    ],
  ]);
});

test.each(ROWS)("$name carries questions about its permission", async ({ permission, spaced }) => {
  const { sdk, calls } = openSdk();
  await spaced(sdk).getPermission();
  await spaced(sdk).openPermissionDialog();
  expect(calls()).toEqual([
    ["getPermission", permission],
    ["openPermissionDialog", permission],
  ]);
});

const GEOLOCATION = { name: "geolocation", access: "access" };

function listen(answer: Answer) {
  const host = openSdk({ answer });
  const heard: unknown[] = [];
  const cleanup = host.sdk.startUpdateLocation({
    options: { accuracy: 3 },
    onEvent: (event) => heard.push(event),
    onError: (reason) => heard.push(reason),
  });
  return { ...host, heard, cleanup };
}

test("the location stream subscribes once it may, and the cleanup ends it", async () => {
  const { calls, heard, deliver, cleanup } = listen(saying("allowed"));
  await vi.waitFor(() => expect(calls().length).toBe(2));
  const { subscriptionId } = calls()[1]![1] as { subscriptionId: string };
  deliver({ subscriptionId, kind: "event", payload: { coords: {} } });
  cleanup();
  expect([heard, calls()]).toEqual([
    [{ coords: {} }],
    [
      ["requestPermission", GEOLOCATION],
      [
        "__subscribeAppEvent",
        { method: "startUpdateLocation", subscriptionId, params: { accuracy: 3 } },
      ],
      ["__unsubscribeAppEvent", { subscriptionId }],
    ],
  ]);
});

test("a denied location stream subscribes to nothing", async () => {
  const { sdk, calls, heard } = listen(saying("denied"));
  await vi.waitFor(() => expect(heard.length).toBe(1));
  expect(heard[0]).toBeInstanceOf(sdk.StartUpdateLocationPermissionError);
  expect(calls()).toEqual([["requestPermission", GEOLOCATION]]);
});

test("a cleanup before the answer leaves nothing subscribed", async () => {
  const { calls, cleanup } = listen(saying("allowed"));
  cleanup();
  await new Promise((resolve) => setTimeout(resolve));
  expect(calls()).toEqual([["requestPermission", GEOLOCATION]]);
});

test("a failing permission request is the stream's error", async () => {
  const { heard } = listen(() => ({ error: true }));
  await vi.waitFor(() => expect(heard).toEqual([true]));
});

test("a denial that comes as an event is of the class again", async () => {
  const { sdk, calls, heard, deliver } = listen(saying("allowed"));
  await vi.waitFor(() => expect(calls().length).toBe(2));
  const { subscriptionId } = calls()[1]![1] as { subscriptionId: string };
  const name = "getCurrentLocation permission error";
  const payload = { __instanceof: "Error", name, message: "m" };
  deliver({ subscriptionId, kind: "error", payload });
  deliver({ subscriptionId, kind: "error", payload: { ...payload, name: "Error" } });
  expect(heard.map((reason) => reason instanceof sdk.GetCurrentLocationPermissionError)).toEqual([
    true,
    false,
  ]);
});

test("the location stream carries questions about its permission", async () => {
  const { sdk, calls } = openSdk();
  await sdk.Device.subscribeLocation.getPermission();
  await sdk.startUpdateLocation.openPermissionDialog();
  expect(calls()).toEqual([
    ["getPermission", GEOLOCATION],
    ["openPermissionDialog", GEOLOCATION],
  ]);
});
