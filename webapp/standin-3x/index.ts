// Stand-in page, not an app built with SDK 3.x itself: one copy, on `window.sdk`.
import "./line3";
import "./ready";
