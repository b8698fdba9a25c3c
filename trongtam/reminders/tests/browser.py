"""A browser's side of a push message, written from the standard: its keys, and reading what was sealed for it; and the push
service as a small server on this computer."""

import os
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from trongtam.reminders.webpush import b64


def _mac(key: bytes, *parts: bytes) -> bytes:
    one = hmac.HMAC(key, hashes.SHA256())
    one.update(b"".join(parts))
    return one.finalize()


class Browser:
    def __init__(self):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth_word = b64(self.public), b64(self.auth)

    def read(self, sealed: bytes) -> bytes:
        """RFC 8188 and RFC 8291, with the key derivation of RFC 5869 written out."""
        salt, size, length = sealed[:16], int.from_bytes(sealed[16:20], "big"), sealed[20]
        sender, body = sealed[21 : 21 + length], sealed[21 + length :]
        assert len(body) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        secret = _mac(_mac(self.auth, shared), b"WebPush: info\0", self.public, sender, b"\x01")
        first = _mac(salt, secret)
        key = _mac(first, b"Content-Encoding: aes128gcm\0\x01")[:16]
        nonce = _mac(first, b"Content-Encoding: nonce\0\x01")[:12]
        plain = AESGCM(key).decrypt(nonce, body, None)
        text, _mark, rest = plain.rpartition(b"\x02")
        assert not rest.strip(b"\0")
        return text


@contextmanager
def push_service(status: int = 201):
    """(address, what came in as (headers, body)) of a service that answers `status`."""
    got = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            """Nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/wake/mau", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
