"""The text of a PDF, read by a helper process with bounds on time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 15
_HELPER = Path(__file__).with_name("pdf_helper.py")


class UnreadablePdf(Exception):
    """The helper gave up: a broken or locked file, or one that takes too long."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """`readings`: the text in one or more ways of reading, each "" for a scan; `signature`: the file has a filled field for a
    digital signature (not verified)."""

    readings: tuple[str, ...]
    pages: int
    signature: bool


def read_pdf(content: bytes) -> PdfText:
    """Raises UnreadablePdf."""
    command = [sys.executable, "-P", str(_HELPER)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 our own file
    except subprocess.TimeoutExpired as late:
        raise UnreadablePdf(f"longer than {SECONDS} s") from late
    if done.returncode:
        raise UnreadablePdf(done.stderr.decode("utf8", "replace")[-300:])
    told = json.loads(done.stdout)
    return PdfText(tuple(map(str, told["readings"])), int(told["pages"]), bool(told["signature"]))
