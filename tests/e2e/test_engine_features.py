"""What a page may expect of its engine, offscreen and at its production origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener

WORKER = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).pathname === "/from-worker")
    event.respondWith(new Response("made by the worker"));
});
"""
# (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
ADD = bytes.fromhex(
    "0061736d0100000001070160027f7f017f030201000707010361646400000a09010700200020016a0b"
)

DRAW_WITH_WEBGL = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 4, height: 4 });
  const gl = canvas.getContext("webgl2");
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  return [...pixel];
}"""
RENDER_A_TONE = """async () => {
  const audio = new OfflineAudioContext(1, 4410, 44100);
  const tone = new OscillatorNode(audio, { frequency: 440 });
  tone.connect(audio.destination);
  tone.start();
  const samples = (await audio.startRendering()).getChannelData(0);
  const live = new AudioContext();
  await live.resume();
  const state = live.state;
  await live.close();
  return { loudest: Math.max(...samples), state };
}"""
STORE_IN_INDEXED_DB = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("db", 1);
  opening.onerror = () => reject(opening.error);
  opening.onupgradeneeded = () => opening.result.createObjectStore("store");
  opening.onsuccess = () => {
    const store = opening.result.transaction("store", "readwrite").objectStore("store");
    store.put({ text: "값" }, "key");
    const reading = store.get("key");
    reading.onsuccess = () => resolve(reading.result);
    reading.onerror = () => reject(reading.error);
  };
})"""
REGISTER_A_WORKER = """async () => {
  await navigator.serviceWorker.register("/worker.js");
  const { active } = await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller === null)
    await new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
  return [active.scriptURL, await (await fetch("/from-worker")).text()];
}"""
ADD_IN_WASM = """async () => {
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/add.wasm"));
  return instance.exports.add(40, 2);
}"""
# A missing glyph is drawn as a box, the same one for every character that is missing.
DRAW_TEXT = """(texts) => texts.map((text) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 48, height: 48 });
  const pen = canvas.getContext("2d");
  pen.font = "32px sans-serif";
  pen.fillText(text, 4, 36);
  return [...pen.getImageData(0, 0, 48, 48).data].filter((_, i) => i % 4 === 3).join();
})"""


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, tmp_path_factory: pytest.TempPathFactory) -> MiniApp:
    folder = tmp_path_factory.mktemp("engine-features")
    (folder / "index.html").write_text("<!doctype html><title>features</title>")
    (folder / "worker.js").write_text(WORKER)
    (folder / "add.wasm").write_bytes(ADD)
    started = keep_miniapp(target=folder, app_name="features")
    assert started.page.evaluate("origin") == "https://features.apps.tossmini.com"
    return started


def test_webgl_2_draws(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(DRAW_WITH_WEBGL) == [0, 255, 0, 255]


def test_web_audio_renders_a_tone(miniapp: MiniApp) -> None:
    heard = miniapp.page.evaluate(RENDER_A_TONE)
    assert heard == {"loudest": pytest.approx(1, abs=0.01), "state": "running"}


def test_indexed_db_keeps_a_value(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(STORE_IN_INDEXED_DB) == {"text": "값"}


def test_a_service_worker_becomes_active_and_answers(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(REGISTER_A_WORKER) == [
        "https://features.apps.tossmini.com/worker.js",
        "made by the worker",
    ]


def test_wasm_runs_from_a_stream(miniapp: MiniApp) -> None:
    assert miniapp.page.evaluate(ADD_IN_WASM) == 42


def test_korean_text_is_drawn(miniapp: MiniApp) -> None:
    blank, missing, ga, na = miniapp.page.evaluate(DRAW_TEXT, [" ", "\U0010fffd", "가", "나"])
    assert len({blank, missing, ga, na}) == 4
