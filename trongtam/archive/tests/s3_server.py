"""A small S3 server for tests, on this machine: objects of one bucket in memory, private, asked for by signed requests only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET, BUCKET = "mau", "bi-mat-mau", "tep"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _name(self) -> str | None:
        """The object that is asked for; None where the request is not signed with the key, or for another bucket."""
        signed = self.headers.get("Authorization", "")
        bucket, _slash, name = unquote(urlsplit(self.path).path).strip("/").partition("/")
        if not signed.startswith(f"AWS4-HMAC-SHA256 Credential={KEY}/") or bucket != BUCKET:
            return None
        return name

    def _answer(self, status: int, body: bytes = b"", kind: str = "application/octet-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"mau"')
        self.send_header("Last-Modified", "Tue, 06 Sep 2022 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self) -> None:
        body, name = self.rfile.read(int(self.headers["Content-Length"])), self._name()
        if name is None:
            return self._answer(403)
        self.server.objects[name] = body
        self.server.headers.append(dict(self.headers))
        return self._answer(200)

    def do_GET(self) -> None:
        name = self._name()
        if name is None:
            return self._answer(403)
        if not name:
            return self._answer(200, self._listing().encode(), "application/xml")
        found = self.server.objects.get(name)
        return self._answer(404) if found is None else self._answer(200, found)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        name = self._name()
        if name is None:
            return self._answer(403)
        self.server.objects.pop(name, None)
        return self._answer(204)

    def _listing(self) -> str:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        rest = [name.removeprefix(prefix) for name in sorted(self.server.objects) if name.startswith(prefix)]
        files = "".join(f"<Contents><Key>{escape(prefix + one)}</Key></Contents>" for one in rest if "/" not in one)
        inside = {one.partition("/")[0] for one in rest if "/" in one}
        folders = "".join(
            f"<CommonPrefixes><Prefix>{escape(prefix + one)}/</Prefix></CommonPrefixes>" for one in sorted(inside)
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{files}{folders}</ListBucketResult>"

    def log_message(self, *_words: object) -> None:
        """Tests say what went wrong themselves."""


class Server(ThreadingHTTPServer):
    objects: dict[str, bytes]
    headers: list[dict[str, str]]

    def address(self, folder: str = "xa-mau") -> str:
        """For `TRONGTAM_FILES_URL`."""
        return f"s3://{KEY}:{SECRET}@127.0.0.1:{self.server_port}/{BUCKET}/{folder}?tls=0"


@contextmanager
def running() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.objects, server.headers = {}, []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
