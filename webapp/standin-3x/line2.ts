// Beside the stand-in for SDK 3.x: the real SDK 2.10.8, unchanged, on `window.sdk2`.
import * as sdk2 from "@apps-in-toss/web-framework";

window.sdk2 = sdk2;
