"""The face of a made-up player."""

from __future__ import annotations

import io

from PIL import Image

from aitdesk.phone.face import SIDE_PX, face

WHITE, CLEAR = (255, 255, 255, 255), 0


def test_a_face_is_a_disc_of_its_colour_with_white_eyes_and_mouth() -> None:
    picture = Image.open(io.BytesIO(face("#3182F6")))
    pixels = picture.tobytes()
    starts = {name: 4 * (y * SIDE_PX + x) for name, (x, y) in PLACES.items()}
    seen = {name: tuple(pixels[start : start + 4]) for name, start in starts.items()}
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (SIDE_PX, SIDE_PX))
    assert seen.pop("corner")[3] == CLEAR
    assert seen == {
        "forehead": (0x31, 0x82, 0xF6, 255),
        "left eye": WHITE,
        "right eye": WHITE,
        "mouth": WHITE,
        "above the mouth": (0x31, 0x82, 0xF6, 255),
    }


PLACES = {
    "corner": (0, 0),
    "forehead": (48, 12),
    "left eye": (34, 42),
    "right eye": (62, 42),
    "mouth": (48, 74),
    "above the mouth": (48, 56),
}
