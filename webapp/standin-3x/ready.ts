// Part of the stand-in page for SDK 3.x, not of any SDK: says that everything above has been
// evaluated.
const status = document.querySelector("#status");
if (status !== null) status.textContent = "ready";
