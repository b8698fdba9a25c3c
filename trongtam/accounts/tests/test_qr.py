"""A QR code is one path with a quiet zone, and neither style nor script."""

import re

import qrcode
from hypothesis import given
from hypothesis import strategies as st

from trongtam.accounts.qr import path_of, qr_svg


@given(st.text(alphabet="abcdefghijkmnopqrstuvwxyz0123456789:/-.", min_size=1, max_size=120))
def test_the_path_covers_exactly_the_dark_modules(text):
    path, side = path_of(text)
    covered = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\d+z", path):
        covered |= {(int(x) + step, int(y)) for step in range(int(width))}
    code = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    assert side == len(rows)
    assert covered == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_label_is_escaped_and_nothing_is_styled():
    svg = qr_svg("http://127.0.0.1/s/x/", '<b>"mã"</b>')
    assert "<b>" not in svg
    assert "style" not in svg
