"""Run alone, with bounds on time and memory: the text of the PDF on standard input, as JSON on standard output.

A file from outside may be made to keep a reader busy for ever, so it is never read in the server's own process.
"""

import io
import json
import sys

MOST_MEMORY, MOST_SECONDS, MOST_PAGES, MOST_SIGNS = 900_000_000, 14, 400, 2_000_000


def main() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    except ImportError:  # a system without these bounds; the caller's time limit still holds
        pass
    import logging

    from pypdf import PdfReader

    logging.disable(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    fields = reader.get_fields() or {}
    ways = {"plain": {}, "layout": {"extraction_mode": "layout", "layout_mode_space_vertically": False}}
    readings = [_read(reader, options) for options in ways.values()]
    signed = any(field.get("/FT") == "/Sig" and field.get("/V") for field in fields.values())
    json.dump({"readings": readings, "pages": len(reader.pages), "signature": signed}, sys.stdout)


def _read(reader, options: dict) -> str:
    """The text of the pages; what a way of reading cannot read is left out."""
    pieces: list[str] = []
    size = 0
    for page in reader.pages[:MOST_PAGES]:
        try:
            pieces.append(page.extract_text(**options) or "")
        except Exception as error:  # a third party's reader over anybody's file
            print(error, file=sys.stderr)
        size += len(pieces[-1]) if pieces else 0
        if size > MOST_SIGNS:
            break
    return "\n".join(pieces)[:MOST_SIGNS]


if __name__ == "__main__":
    main()
