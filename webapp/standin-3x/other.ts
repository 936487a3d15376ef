// Stand-in for SDK 3.x, not the SDK itself: puts a second copy on `window.other`.
import { makeSdk } from "./sdk/sdk";

window.other = makeSdk();
