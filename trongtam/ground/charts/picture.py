"""Trends as PNG for Word: drawn by a helper process and kept by the hash of their drawing under var/cache/charts."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from trongtam.ground.charts.geometry import WIDE
from trongtam.ground.charts.svg import trend_svg
from trongtam.ground.charts.trend import Trend

HERE = Path(__file__).parent
SCALE = 2.5  # 640 px over 150 mm of paper are 270 dots an inch
SECONDS = 60
MOST_KEPT = 500


def trend_png(trend: Trend, width: int = WIDE[0], height: int = WIDE[1]) -> bytes:
    return trend_pngs([trend], width, height)[0]


def trend_pngs(trends: Sequence[Trend], width: int = WIDE[0], height: int = WIDE[1]) -> list[bytes]:
    """The pictures in the same order; those not kept yet are drawn by one helper process together.

    Raises RuntimeError when the helper fails or takes longer than a minute.
    """
    folder = Path(settings.VAR_DIR) / "cache" / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    drawings = [trend_svg(trend, width, height) for trend in trends]
    paths = [folder / f"{hashlib.sha256(f'{SCALE} {svg}'.encode()).hexdigest()}.png" for svg in drawings]
    missing = {str(path): svg for svg, path in zip(drawings, paths, strict=True) if not path.exists()}
    if missing:
        _draw([[svg, path] for path, svg in missing.items()])
    pictures = [path.read_bytes() for path in paths]
    if missing:
        _forget_oldest(folder)
    return pictures


def _draw(files: list[list[str]]) -> None:
    order = json.dumps({"fonts": str(HERE / "fonts"), "scale": SCALE, "files": files})
    command = [sys.executable, "-P", str(HERE / "draw.py")]
    try:
        done = subprocess.run(command, input=order, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 our own file
    except subprocess.TimeoutExpired as late:
        raise RuntimeError(f"drawing {len(files)} charts took longer than {SECONDS} s") from late
    if done.returncode:
        raise RuntimeError(f"drawing charts failed: {done.stderr[-2000:]}")


def _forget_oldest(folder: Path) -> None:
    """The cache is bounded; another process may have been quicker to remove a file."""
    kept = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[MOST_KEPT:]:
        path.unlink(missing_ok=True)
