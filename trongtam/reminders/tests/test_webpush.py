"""Encryption and signature of a push message, against the standard's own example and by decrypting as a browser does."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from trongtam.reminders import webpush

from .browser import Browser

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard():
    sealed = webpush.encrypt(PLAIN, THEIRS, AUTH, salt=webpush.unb64(SALT), sender=webpush.read_key(SENDER))
    assert webpush.b64(sealed) == BODY


@given(st.binary(max_size=webpush.LONGEST))
def test_the_browser_and_nobody_else_reads_it(plain):
    browser, other = Browser(), Browser()
    sealed = webpush.encrypt(plain, browser.p256dh, browser.auth_word)
    assert browser.read(sealed) == plain
    with pytest.raises(InvalidTag):
        other.read(sealed)


def test_the_token_is_signed_with_the_house_s_key_for_this_service_alone():
    key, at = webpush.read_key(webpush.new_key()), datetime(2022, 9, 5, tzinfo=UTC)
    header = webpush.authorization("https://push.example/a/b?c", key, contact="mailto:mau@example.org", at=at)
    token, public = header.removeprefix("vapid t=").split(", k=")
    head, claims, signature = token.split(".")
    assert json.loads(webpush.unb64(head)) == {"typ": "JWT", "alg": "ES256"}
    told = json.loads(webpush.unb64(claims))
    assert told["aud"] == "https://push.example" and told["sub"] == "mailto:mau@example.org"
    assert 0 < told["exp"] - at.timestamp() <= 24 * 3600
    raw = webpush.unb64(signature)
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), webpush.unb64(public))
    point.verify(signed, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))


def test_keys_of_a_browser_are_told_from_anything_else():
    browser = Browser()
    assert webpush.is_subscription(browser.p256dh, browser.auth_word)
    for p256dh, auth in (("", ""), (browser.p256dh, "AAAA"), ("á", browser.auth_word), ("AAAA", browser.auth_word)):
        assert not webpush.is_subscription(p256dh, auth)
