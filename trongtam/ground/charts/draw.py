"""Run as a program of its own: turn SVG files into PNG files, so that the drawing library never lives in a web worker.

Standard input: {"fonts": folder, "scale": number, "files": [[svg text, path of the PNG], …]}
"""

import json
import os
import sys


def main() -> None:
    import vl_convert

    order = json.load(sys.stdin)
    vl_convert.register_font_directory(order["fonts"])
    for svg, target in order["files"]:
        waiting = f"{target}.{os.getpid()}"
        with open(waiting, "wb") as file:
            file.write(vl_convert.svg_to_png(svg, scale=order["scale"]))
        os.replace(waiting, target)


if __name__ == "__main__":
    main()
