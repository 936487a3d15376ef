// Stand-in for SDK 3.x, not the SDK itself: puts a copy on `window.sdk`, so that a test can call any
// function with any arguments. `window.linkBridge` is the real transport's export, for tests that
// use it bare.
import { linkBridge } from "@webview-bridge/web";
import { makeSdk } from "./sdk/sdk";

window.linkBridge = linkBridge;
window.sdk = makeSdk();
