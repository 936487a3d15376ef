// The page that contract and end-to-end tests open. It has no behaviour of its own: it bundles the
// real SDK exactly as a mini-app does and puts its whole namespace on `window.sdk`, so that a test
// can call any SDK function, with any arguments, through the code that a mini-app would ship. An
// app's own bundle keeps its SDK inside module scope, where a test cannot reach it.
import * as sdk from "@apps-in-toss/web-framework";

declare global {
  interface Window {
    sdk: typeof sdk;
  }
}

window.sdk = sdk;

const status = document.querySelector("#status");
if (status !== null) status.textContent = "ready";
