"""Bullet bars for papers: true PNG files, longer for more, told apart without colour."""

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from trongtam.ground.charts.bars import BAR_BOTTOM, BAR_TOP, HEIGHT, SCALE_END, WIDTH, bullet_png

INK_ROW = (BAR_TOP + BAR_BOTTOM) // 2
PERCENTS = st.floats(min_value=0, max_value=300)


def pixels(png: bytes) -> list[bytes]:
    """Rows of palette numbers; checks every part's sum on the way."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, data = 8, b""
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        body = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        data += body if kind == b"IDAT" else b""
        at += 12 + length
    raw = zlib.decompress(data)
    assert len(raw) == HEIGHT * (WIDTH + 1)
    return [raw[row * (WIDTH + 1) + 1 : (row + 1) * (WIDTH + 1)] for row in range(HEIGHT)]


def length(percent: float) -> int:
    """How far the bar of a met target reaches, before the mark of the plan is laid over it."""
    met = 4
    return sum(colour == met for colour in pixels(bullet_png(percent, "met"))[BAR_TOP + 1])


@given(PERCENTS, PERCENTS)
def test_more_is_never_shorter(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert length(low) <= length(high)


@given(st.floats(min_value=SCALE_END, max_value=10_000))
def test_beyond_the_scale_it_ends_at_the_edge(percent: float) -> None:
    assert length(percent) == length(SCALE_END)


def test_bands_and_marks_differ_in_form_too() -> None:
    drawn = {bullet_png(50, "met"), bullet_png(50, "not"), bullet_png(None, "none"), bullet_png(50, "met", elapsed=75)}
    assert len(drawn) == 4
    assert len(set(pixels(bullet_png(50, "not"))[INK_ROW][:100])) > 1, "stripes"
    assert all(len(one) < 900 for one in drawn)
