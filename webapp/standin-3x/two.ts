// Stand-in page, not an app built with SDK 3.x itself: two copies, `window.sdk` and `window.other`,
// as when an app and a library in it each bundle the SDK. Each has a transport of its own.
import "./line3";
import "./other";
import "./ready";
