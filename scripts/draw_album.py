"""Draws the album that ships with aitdesk: pictures, the camera's scene and short videos.

Run by hand, where ffmpeg and a Korean font are: the results are kept in version control, so that
they are the same on every machine. Writes into host/aitdesk/desktop/album.
"""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from PIL import Image, ImageDraw, ImageFont

from aitdesk.desktop.generated import ALBUM, LABELS, SCENE

FONT = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
KOREAN_FACE = 1  # of the collection: JP, KR, SC, TC, HK

Color: TypeAlias = tuple[int, int, int]
Drawing: TypeAlias = Callable[[ImageDraw.ImageDraw, int, int], None]
INK: Color = (25, 31, 40)
WHITE: Color = (255, 255, 255)


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, index=KOREAN_FACE)


def gradient(width: int, height: int, top: Color, bottom: Color) -> Image.Image:
    column = Image.new("RGB", (1, height))
    for y in range(height):
        part = y / max(1, height - 1)
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        column.putpixel((0, y), mixed)
    return column.resize((width, height))


def disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, color: Color) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def sea(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    disc(draw, width * 0.72, height * 0.3, height * 0.11, (255, 236, 170))
    for row in range(8):
        y = height * (0.52 + 0.07 * row)
        wave = [(x, y + 14 * math.sin(x / 70 + row * 1.3)) for x in range(0, width + 20, 10)]
        shade = (20 + row * 4, 128 - row * 9, 190 - row * 10)
        draw.polygon([*wave, (width, height), (0, height)], fill=shade)


def mountains(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    for x, peak, color in (
        (0.25, 0.36, (120, 144, 156)), (0.75, 0.30, (96, 125, 139)), (0.5, 0.48, (55, 90, 80)),
    ):  # fmt: skip
        top = (width * x, height * peak)
        reach = width * 0.62
        base = [(top[0] + reach, height * 0.8), (top[0] - reach, height * 0.8)]
        draw.polygon([top, *base], fill=color)
        snow = width * 0.1
        draw.polygon(
            [top, (top[0] + snow, top[1] + snow * 0.72), (top[0] - snow, top[1] + snow * 0.72)],
            fill=WHITE,
        )
    draw.rectangle((0, height * 0.78, width, height), fill=(60, 110, 72))


def coffee(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    x, y, radius = width * 0.47, height * 0.42, width * 0.24
    draw.ellipse((x + radius * 0.7, y - 90, x + radius * 1.5, y + 130), outline=WHITE, width=44)
    disc(draw, x, y, radius * 1.25, (224, 214, 204))
    disc(draw, x, y, radius, WHITE)
    disc(draw, x, y, radius * 0.86, (111, 71, 48))
    disc(draw, x, y + 6, radius * 0.4, (214, 178, 140))


def night(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    chance = random.Random(4)  # noqa: S311  # the same stars each time
    for _ in range(150):
        x, y = chance.random() * width, chance.random() * height * 0.75
        disc(draw, x, y, chance.choice((2, 3, 5)), (255, 250, 220))
    disc(draw, width * 0.68, height * 0.24, width * 0.12, (255, 244, 200))
    disc(draw, width * 0.73, height * 0.22, width * 0.105, (24, 30, 66))
    draw.rectangle((0, height * 0.82, width, height), fill=(14, 18, 40))


def flower(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    x, y, radius = width * 0.5, height * 0.4, height * 0.13
    draw.line((x, y, x, height), fill=(64, 145, 80), width=26)
    for petal in range(8):
        angle = petal * math.pi / 4
        disc(draw, x + radius * 1.3 * math.cos(angle), y + radius * 1.3 * math.sin(angle),
             radius * 0.78, (242, 106, 141))  # fmt: skip
    disc(draw, x, y, radius, (255, 202, 40))


def city(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    chance = random.Random(6)  # noqa: S311  # the same windows each time
    for block in range(7):
        left, top = width * block / 7, height * (0.25 + 0.3 * chance.random())
        draw.rectangle((left, top, left + width / 7 - 8, height), fill=(62, 74, 104))
        for row in range(int((height - top) / 70)):
            for column in range(3):
                if chance.random() < 0.6:
                    x, y = left + 22 + column * 48, top + 26 + row * 70
                    draw.rectangle((x, y, x + 26, y + 36), fill=(255, 214, 120))


def receipt(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    left, top, right, bottom = width * 0.16, height * 0.08, width * 0.84, height * 0.76
    draw.rectangle((left, top, right, bottom), fill=(252, 252, 248))
    rows = ("테스트 카페 TEST CAFE", "", "아메리카노      4,500", "카페라떼        5,000",
            "조각 케이크     6,300", "", "합계  TOTAL   15,800원")  # fmt: skip
    for row, text in enumerate(rows):
        draw.text((left + 50, top + 60 + row * 120), text, font=font(56), fill=INK)


def sunset(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    disc(draw, width * 0.5, height * 0.62, height * 0.26, (255, 224, 130))
    draw.rectangle((0, height * 0.64, width, height), fill=(84, 48, 92))
    for row in range(5):
        reach, y = width * (0.16 - row * 0.025), height * (0.68 + row * 0.055)
        draw.line((width / 2 - reach, y, width / 2 + reach, y), fill=(255, 190, 120), width=12)


def fruit(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    for x, color in ((0.24, (229, 57, 53)), (0.5, (255, 152, 0)), (0.76, (124, 179, 66))):
        disc(draw, width * x, height * 0.45, height * 0.19, color)
        top = height * 0.28
        draw.line((width * x, top, width * x + 26, top - 70), fill=(93, 64, 55), width=18)


def cat(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    x, y, radius = width * 0.5, height * 0.44, width * 0.25
    for side in (-1, 1):
        ear = [
            (x + side * radius * 0.95, y - radius * 0.2),
            (x + side * radius * 0.8, y - radius * 1.35),
            (x + side * radius * 0.15, y - radius * 0.85),
        ]
        draw.polygon(ear, fill=(90, 80, 90))
    disc(draw, x, y, radius, (110, 98, 110))
    for side in (-1, 1):
        disc(draw, x + side * radius * 0.4, y - radius * 0.1, radius * 0.17, (255, 236, 140))
        disc(draw, x + side * radius * 0.4, y - radius * 0.1, radius * 0.08, INK)
        for whisker in (-40, 0, 40):
            start, end = x + side * radius * 0.3, x + side * radius * 1.3
            draw.line((start, y + radius * 0.4, end, y + radius * 0.3 + whisker), WHITE, 6)
    disc(draw, x, y + radius * 0.28, radius * 0.08, (240, 140, 150))


def snow(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    chance = random.Random(11)  # noqa: S311  # the same flakes each time
    draw.rectangle((0, height * 0.75, width, height), fill=(240, 246, 250))
    disc(draw, width * 0.5, height * 0.62, height * 0.17, WHITE)
    disc(draw, width * 0.5, height * 0.38, height * 0.11, WHITE)
    for x in (-34, 34):
        disc(draw, width * 0.5 + x, height * 0.36, 12, INK)
    for _ in range(90):
        disc(draw, chance.random() * width, chance.random() * height * 0.75, 8, (250, 252, 255))


def small(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    step = width // 8
    for row in range(height // step + 1):
        for column in range(8):
            if (row + column) % 2:
                x, y = column * step, row * step
                draw.rectangle((x, y, x + step, y + step), fill=(150, 200, 255))


class Picture(NamedTuple):
    """A still picture of the album: its size, its ground from top to bottom, what is on it."""

    width: int
    height: int
    top: Color
    bottom: Color
    drawing: Drawing


class Video(NamedTuple):
    """A video of the album."""

    width: int
    height: int
    color: Color
    seconds: int


PICTURES = {
    "01-sea": Picture(1600, 1200, (120, 200, 245), (190, 228, 248), sea),
    "02-mountains": Picture(1200, 1600, (150, 200, 235), (225, 240, 248), mountains),
    "03-coffee": Picture(1200, 1200, (188, 150, 118), (152, 112, 82), coffee),
    "04-night": Picture(1200, 1600, (24, 30, 66), (70, 60, 120), night),
    "05-flower": Picture(1600, 1200, (205, 235, 205), (150, 205, 150), flower),
    "06-city": Picture(1200, 1600, (250, 180, 150), (120, 110, 160), city),
    "07-receipt": Picture(1200, 1600, (120, 130, 145), (80, 88, 100), receipt),
    "08-sunset": Picture(2400, 1000, (255, 140, 90), (255, 200, 130), sunset),
    "09-fruit": Picture(1600, 1200, (255, 244, 214), (250, 224, 170), fruit),
    "10-cat": Picture(1200, 1200, (190, 215, 240), (150, 180, 215), cat),
    "11-snow": Picture(1600, 1200, (130, 165, 205), (185, 205, 228), snow),
    "12-small": Picture(400, 300, (220, 238, 255), (200, 225, 250), small),
}
VIDEOS = {
    "13-ball": Video(360, 640, (49, 130, 246), 2),
    "14-wave": Video(640, 360, (0, 150, 90), 3),
    "15-count": Video(360, 360, (225, 60, 75), 2),
}


def sign(picture: Image.Image, name: str) -> Image.Image:
    """Write across the foot of a picture what it is, and that it is no photograph."""
    draw = ImageDraw.Draw(picture, "RGBA")
    width, height = picture.size
    unit = min(width, height)
    left, top = unit * 0.26, height - unit * 0.22
    number, note = str(int(name[:2])), "aitdesk 생성 이미지 · generated picture"
    draw.rectangle((0, top, width, height), fill=(0, 0, 0, 150))
    draw.text((unit * 0.04, top + unit * 0.005), number, WHITE, font(round(unit * 0.14)))
    draw.text((left, top + unit * 0.015), LABELS[name], WHITE, font(round(unit * 0.075)))
    draw.text((left, top + unit * 0.13), note, WHITE, font(round(unit * 0.037)))
    return picture


def scene() -> Image.Image:
    """Draw what the camera sees: a table at a window. Its foot stays free for the caption."""
    picture = gradient(1200, 1600, (236, 229, 218), (214, 203, 188))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((190, 130, 1010, 760), fill=WHITE)
    picture.paste(gradient(760, 570, (140, 205, 250), (220, 240, 252)), (220, 160))
    disc(draw, 820, 300, 70, (255, 236, 150))
    draw.polygon([(220, 730), (460, 470), (640, 730)], fill=(96, 150, 110))
    draw.polygon([(480, 730), (760, 530), (980, 730)], fill=(70, 128, 92))
    draw.rectangle((588, 160, 612, 730), fill=WHITE)
    draw.rectangle((0, 1050, 1200, 1600), fill=(160, 112, 76))
    draw.rectangle((0, 1050, 1200, 1076), fill=(186, 138, 100))
    draw.ellipse((760, 900, 930, 1060), outline=(49, 130, 246), width=34)
    draw.rounded_rectangle((560, 860, 830, 1130), 40, fill=(49, 130, 246))
    draw.ellipse((560, 832, 830, 892), fill=(94, 160, 250))
    draw.polygon([(130, 1210), (450, 1150), (520, 1300), (190, 1370)], fill=(250, 250, 246))
    draw.line((210, 1240, 430, 1200), fill=(180, 180, 180), width=10)
    draw.line((225, 1280, 445, 1240), fill=(180, 180, 180), width=10)
    draw.text((260, 60), "aitdesk 카메라 · camera", font=font(54), fill=(110, 100, 88))
    return picture


def film(name: str, video: Video) -> None:
    """Draw a video frame by frame: a ball on its round, and the time."""
    width, height, color, seconds = video
    frames = []
    for frame in range(seconds * 15):
        part = frame / (seconds * 15)
        picture = Image.new("RGB", (width, height), color)
        draw = ImageDraw.Draw(picture)
        x = width * (0.5 + 0.35 * math.sin(part * 2 * math.pi))
        y = height * (0.36 + 0.18 * math.cos(part * 2 * math.pi))
        disc(draw, x, y, min(width, height) * 0.11, WHITE)
        draw.text((12, 8), f"{part * seconds:.1f} s", font=font(28), fill=WHITE)
        frames.append(sign(picture, name))
    command = [
        "ffmpeg", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{width}x{height}", "-r", "15", "-i", "-", "-c:v", "libvpx-vp9", "-b:v", "0",
        "-crf", "45", "-pix_fmt", "yuv420p", "-map_metadata", "-1", "-fflags", "+bitexact",
        "-flags:v", "+bitexact", str(ALBUM / f"{name}.webm"),
    ]  # fmt: skip
    subprocess.run(command, input=b"".join(frame.tobytes() for frame in frames), check=True)
    frames[0].save(ALBUM / f"{name}.webp", quality=70, method=6)


def main() -> None:
    ALBUM.mkdir(parents=True, exist_ok=True)
    for name, (width, height, top, bottom, drawing) in PICTURES.items():
        picture = gradient(width, height, top, bottom)
        drawing(ImageDraw.Draw(picture), width, height)
        sign(picture, name).save(ALBUM / f"{name}.webp", quality=72, method=6)
    scene().save(SCENE, quality=76, method=6)
    for name, video in VIDEOS.items():
        film(name, video)


main()
