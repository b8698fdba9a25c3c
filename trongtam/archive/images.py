"""Photos made smaller and freed of everything but their picture. Pure: bytes in, bytes out.

A photo from a phone tells where it was taken, when, and with which device (EXIF, XMP, IPTC, text pieces, a small picture of the
whole before it was cut). Only pixels pass here: they are decoded, turned upright, brought to the colours of every screen, and
written into an empty file, so that nothing else of the old one can come along.
"""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

JPEG, PNG = "image/jpeg", "image/png"
LONGEST = 2000  # of the longer side: a page of text photographed by a phone stays readable
QUALITY = 82
SMALL = 320  # of the longer side, in lists
# A plain JPEG is decoded at the size that is wanted; a progressive one and a PNG only whole, 4 bytes a pixel and more.
MOST_PIXELS, MOST_PIXELS_WHOLE = 80_000_000, 40_000_000
MOST_SCANS = 100  # honest progressive files have about ten; thousands keep a reader busy for minutes
LARGE_PNG = 1_000_000  # a PNG above this is rather a photo than a drawing

_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112


class BrokenImage(Exception):
    """The picture cannot be read to its end."""


class HugeImage(Exception):
    """More pixels than any camera of ours has: rather made to fill the memory."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is kept of a photo."""

    content: bytes
    media_type: str
    width: int
    height: int


def without_metadata(content: bytes, longest: int = LONGEST) -> Picture:
    """The picture alone, at most `longest` pixels long. A JPEG stays one; a large PNG without transparency becomes one.

    Raises BrokenImage, HugeImage.
    """
    was_png, pixels = _upright(content, longest)
    jpeg = b"" if "A" in pixels.mode else _written(pixels, "JPEG", quality=QUALITY, progressive=True)
    if not was_png:
        return Picture(jpeg, JPEG, *pixels.size)
    png = _written(pixels, "PNG", optimize=pixels.width * pixels.height < MOST_PIXELS_WHOLE // 40)
    if jpeg and len(png) > LARGE_PNG and len(jpeg) < len(png) / 2:
        return Picture(jpeg, JPEG, *pixels.size)
    return Picture(png, PNG, *pixels.size)


def small(content: bytes) -> bytes:
    """A JPEG for lists, at most 320 pixels long; what is transparent is white. Raises BrokenImage, HugeImage."""
    _was_png, pixels = _upright(content, SMALL)
    if "A" in pixels.mode:
        white = Image.new("RGB", pixels.size, "white")
        white.paste(pixels, mask=pixels.getchannel("A"))
        pixels = white
    return _written(pixels, "JPEG", quality=QUALITY - 7)


def _upright(content: bytes, longest: int) -> tuple[bool, Image.Image]:
    """Whether it was a PNG; its pixels, small enough, upright, as L, RGB or RGBA, with nothing beside them."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            _refuse_huge(image, content)
            turn, is_png = _orientation(image), image.format == "PNG"
            if not is_png:
                scale = min(1.0, longest / max(image.size))
                image.draft(image.mode, (max(1, int(image.width * scale)), max(1, int(image.height * scale))))
            image.load()
            pixels = _in_common_colours(image)
        pixels.thumbnail((longest, longest), Resampling.LANCZOS, reducing_gap=3.0)
        if turn in _UPRIGHT:
            pixels = pixels.transpose(_UPRIGHT[turn])
        return is_png, Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise HugeImage(str(error)) from error
    except (BrokenImage, HugeImage):
        raise
    except Exception as error:  # a third party's reader over anybody's file
        raise BrokenImage(str(error)) from error


def _refuse_huge(image: Image.Image, content: bytes) -> None:
    whole = image.format == "PNG" or bool(image.info.get("progressive") or image.info.get("progression"))
    if image.width * image.height > (MOST_PIXELS_WHOLE if whole else MOST_PIXELS):
        raise HugeImage(f"{image.width} x {image.height}")
    if image.format != "PNG" and content.count(b"\xff\xda") > MOST_SCANS:
        raise BrokenImage("too many scans")


def _orientation(image: Image.Image) -> int:
    """How the camera was held; 1 where nothing readable says it."""
    with suppress(Exception):  # a third party's reader over anybody's file
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _in_common_colours(image: Image.Image) -> Image.Image:
    """L, RGB or RGBA in sRGB: without its profile a picture of a newer phone would look pale."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info
    wanted = "RGBA" if see_through else "L" if image.mode in {"L", "1"} else "RGB"
    if profile and image.mode in {"RGB", "CMYK"} and wanted == "RGB":
        with suppress(Exception):  # a profile that makes no sense is left out
            return _to_srgb(image, profile)
    return image.convert(wanted)


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    found: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    turned = ImageCms.profileToProfile(image, found, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if turned is None:
        raise ValueError("the profile does not fit the picture")
    return turned


def _written(pixels: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    pixels.save(out, form, **options)
    return out.getvalue()
