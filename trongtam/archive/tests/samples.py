"""Small files of every kept type, made on the spot."""

import io
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from openpyxl import Workbook
from PIL import Image


def photo(form: str = "PNG", size: tuple[int, int] = (8, 6), **beside: object) -> bytes:
    """A picture, red on the left and blue on the right; `beside` goes into the file next to it (exif, comment …)."""
    picture, out = Image.new("RGB", size, "blue"), io.BytesIO()
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    picture.save(out, form, **beside)
    return out.getvalue()


PNG, JPEG = photo("PNG"), photo("JPEG")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def docx(*paragraphs: str, header: str = "") -> bytes:
    paper = Word()
    for text in paragraphs:
        paper.add_paragraph(text)
    if header:
        paper.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "Chỉ tiêu"
    book.save(out)
    return out.getvalue()


def with_macro(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


def pdf(text: str) -> bytes:
    """One line of text under a font with a map to Unicode, both streams packed, as office programs write them."""
    codes = {sign: number for number, sign in enumerate(dict.fromkeys(text), 1)}
    pairs = "".join(f"<{number:04X}> <{sign.encode('utf-16-be').hex().upper()}>\n" for sign, number in codes.items())
    shown = "".join(f"{codes[sign]:04X}" for sign in text)
    parts = [f"beginbfchar\n{pairs}endbfchar".encode(), f"BT /F1 12 Tf <{shown}> Tj ET".encode()]
    streams = b"".join(b"1 0 obj\n<<>>\nstream\n" + zlib.compress(part) + b"\nendstream\nendobj\n" for part in parts)
    return b"%PDF-1.4\n" + streams + b"%%EOF\n"


def stamped_inside(sign: str = "TỐI MẬT") -> bytes:
    """A text whose stamp stands on its second page, where nobody looks as it comes in."""
    return ("Báo cáo mẫu về số liệu\n" * 200 + f"{sign}\nPhụ lục\n").encode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def samples(house) -> dict[str, object]:
    """A paper of the committee that is being written, a photo of a cell, and a file of it that is held."""
    from trongtam.archive.operations import read_words, store_file

    from .papers import begun, open_term

    open_term(house)
    taken = store_file(upload("anh-mau.jpg", JPEG), by=house.cell_secretary, unit=house.cell_a)
    held = store_file(upload("phu-luc.txt", stamped_inside()), by=house.cell_secretary, unit=house.cell_a)
    read_words(held)
    held.refresh_from_db()
    return {"paper": begun(house), "photo": taken, "held": held}
