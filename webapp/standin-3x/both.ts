// Stand-in page, not an app built with SDK 3.x itself: the real SDK 2.10.8 is evaluated first, then
// the 3.x copy.
import "./line2";
import "./line3";
import "./ready";
