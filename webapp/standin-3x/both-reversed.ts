// Stand-in page, not an app built with SDK 3.x itself: the 3.x copy is evaluated first, then the
// real SDK 2.10.8.
import "./line3";
import "./line2";
import "./ready";
