"""A message to a browser: encrypted so that only it can read (RFC 8291), signed so that its service knows who sends (RFC 8292).

No Django, no network. Keys are points and numbers of P-256, written as base64url without padding.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096
LONGEST = 3000
AUTH_OCTETS = 16
SIGNED_FOR = timedelta(hours=12)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Raises ValueError for anything that is not base64url."""
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def new_key() -> str:
    return write_key(ec.generate_private_key(CURVE))


def write_key(key: ec.EllipticCurvePrivateKey) -> str:
    """The private number: 32 octets."""
    return b64(key.private_numbers().private_value.to_bytes(32, "big"))


def read_key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unb64(text), "big"), CURVE)


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public point as 65 octets."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_subscription(p256dh: str, auth: str) -> bool:
    """Whether these are the keys of a browser: a point of the curve, and 16 octets."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unb64(p256dh))
        return len(unb64(auth)) == AUTH_OCTETS
    except ValueError:
        return False


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def encrypt(
    plain: bytes,
    p256dh: str,
    auth: str,
    *,
    salt: bytes | None = None,
    sender: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body to send, in the coding `aes128gcm`. `salt` and `sender` are made anew for every message (given in tests of the
    standard's own example)."""
    salt = salt or os.urandom(16)
    sender = sender or ec.generate_private_key(CURVE)
    theirs = unb64(p256dh)
    shared = sender.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    secret = _hkdf(shared, unb64(auth), b"WebPush: info\0" + theirs + point(sender), 32)
    key = _hkdf(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([65]) + point(sender)
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def authorization(endpoint: str, key: ec.EllipticCurvePrivateKey, *, contact: str, at: datetime) -> str:
    """The header of the same name: a token signed by the house's own key, good for twelve hours at this service alone."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + SIGNED_FOR).timestamp()),
        "sub": contact,
    }
    signed = ".".join(b64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={b64(point(key))}"
