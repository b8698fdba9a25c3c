"""A photo comes out without what it tells beside its picture; the original is kept only where its bringer chooses so."""

import io

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from trongtam.archive import images
from trongtam.archive.models import StoredFile
from trongtam.archive.operations import Brought, bring_files, keep_original, store_file
from trongtam.archive.queries import shown_files
from trongtam.archive.tests import samples
from trongtam.archive.tests.samples import photo, upload
from trongtam.ground.errors import NotAllowed, Refused
from trongtam.ledger.models import Entry
from trongtam.org.reach import Reach
from trongtam.org.tests.house import make_house

SECRET = "Bí ẩn 10.5417N 107.2430E"
GPS, ORIENTATION, MAKER, COMMENT = 0x8825, 0x0112, 0x010F, 0x9286


def told(orientation: int = 1, secret: str = SECRET) -> Image.Exif:
    """What a phone writes beside a photo, with a secret in every corner."""
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = secret.encode("ascii", "replace").decode(), orientation
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (10.0, 32.0, 30.0), "E", (107.0, 14.0, 35.0)
    exif.get_ifd(0x8769)[COMMENT] = secret.encode()
    return exif


def chunks(secret: str) -> PngImagePlugin.PngInfo:
    beside = PngImagePlugin.PngInfo()
    beside.add_text("Comment", secret)
    beside.add_text("Packed", secret, zip=True)
    beside.add_itxt("XML:com.adobe.xmp", f"<x>{secret}</x>")
    return beside


def xmp(secret: str) -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{secret}</x:xmpmeta>".encode()


def colour(picture: Image.Image, x: float, y: float) -> str:
    red, _green, blue = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    return "red" if red > blue else "blue"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def is_bare(content: bytes) -> bool:
    """No EXIF, XMP, IPTC, comment, text or profile, asked of another reader's marks as well as of the library."""
    picture = opened(content)
    marks = (b"Exif", b"http://ns.adobe", b"Photoshop 3.0", b"ICC_PROFILE", b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP")
    left = set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    return not left and not picture.getexif() and not any(mark in content for mark in marks)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_with_gps_comes_out_without_and_upright(turn):
    """Red stood on the left as the sensor saw it; where it is afterwards follows from how the camera was held."""
    brought = photo("JPEG", (60, 40), exif=told(turn), comment=SECRET.encode(), xmp=xmp(SECRET), quality=95)
    assert opened(brought).getexif().get_ifd(GPS)
    picture = images.without_metadata(brought)
    assert is_bare(picture.content)
    assert b"107" not in picture.content
    kept = opened(picture.content)
    assert kept.size == (picture.width, picture.height) == ((60, 40) if turn < 5 else (40, 60))
    side = {1: (0.1, 0.5), 2: (0.9, 0.5), 3: (0.9, 0.5), 4: (0.1, 0.5)}.get(turn)
    side = side or ((0.5, 0.1) if turn in (5, 6) else (0.5, 0.9))
    assert colour(kept, *side) == "red"
    assert colour(kept, 1 - side[0], 1 - side[1]) == "blue"


@given(
    secret=st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=6, max_size=60).map(
        lambda text: f"Zx9Q{text}"
    ),
    turn=st.integers(-3, 70),
    form=st.sampled_from(["JPEG", "PNG"]),
)
def test_whatever_stands_beside_a_picture_never_comes_out(secret, turn, form):
    exif = told(secret=secret)
    exif[ORIENTATION] = turn % 65536
    beside = {"pnginfo": chunks(secret)} if form == "PNG" else {"comment": secret.encode(), "xmp": xmp(secret)}
    brought = photo(form, (24, 16), exif=exif, **beside)
    for content in (images.without_metadata(brought).content, images.small(brought)):
        assert is_bare(content)
        assert b"Zx9Q" not in content


@given(st.binary(max_size=400), st.integers(2, 300))
def test_torn_and_patched_pictures_are_read_or_refused_never_a_crash(noise, at):
    for whole in (photo("JPEG", (32, 24), exif=told()), photo("PNG", (32, 24), pnginfo=chunks(SECRET))):
        at = min(at, len(whole))
        for torn in (whole[:at], whole[:at] + noise + whole[at + len(noise) :]):
            try:
                kept = images.without_metadata(torn).content
            except (images.BrokenImage, images.HugeImage):
                continue
            assert is_bare(kept)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_photo_is_made_smaller(form):
    noise = Image.effect_noise((2600, 1300), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, form)
    picture = images.without_metadata(out.getvalue())
    assert (picture.width, picture.height) == (2000, 1000)
    assert picture.media_type == images.JPEG
    assert len(picture.content) < 0.7 * len(out.getvalue())
    assert max(opened(images.small(picture.content)).size) == 320


def test_what_is_transparent_stays_so_and_is_white_in_lists():
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    picture = images.without_metadata(out.getvalue())
    assert picture.media_type == images.PNG
    assert opened(picture.content).getpixel((5, 5))[3] == 0
    assert min(opened(images.small(out.getvalue())).getpixel((5, 5))) > 250


def test_sixteen_bits_of_grey_keep_their_shades():
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 0x4000).save(out, "PNG")
    assert opened(images.without_metadata(out.getvalue()).content).getpixel((3, 3)) == 0x40


def test_pictures_made_to_fill_the_memory_are_refused():
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < 40_000
    with pytest.raises(images.HugeImage):
        images.without_metadata(out.getvalue())
    scans = photo("JPEG", progressive=True)
    with pytest.raises(images.BrokenImage):
        images.without_metadata(scans[:-2] + b"\xff\xda" * (images.MOST_SCANS + 1) + scans[-2:])


@pytest.fixture
def house(db):
    return make_house()


def phone_photo() -> bytes:
    return photo("JPEG", (64, 48), exif=told())


def test_the_kept_photo_tells_nothing_and_another_unit_shares_its_bytes(house):
    first = store_file(upload("a.jpg", phone_photo()), by=house.cell_secretary, unit=house.cell_a)
    folder = first.file.name.split("/")[0]
    kept_then = set(first.file.storage.listdir(folder)[1])
    second = store_file(upload("b.JPG", phone_photo()), by=house.office, unit=house.cell_b)
    with first.file.open() as kept:
        assert is_bare(kept.read())
    assert first.pk != second.pk
    assert first.file.name == second.file.name
    assert set(first.file.storage.listdir(folder)[1]) == kept_then
    assert not StoredFile.objects.visible_to(house.other_cell_secretary).filter(pk=first.pk).exists()


def test_a_photo_sent_twice_or_sent_back_is_the_first_one(house):
    first = store_file(upload("a.jpg", phone_photo()), by=house.cell_secretary, unit=house.cell_a)
    assert store_file(upload("a.jpg", phone_photo()), by=house.cell_secretary, unit=house.cell_a) == first
    with first.file.open() as kept:
        back = kept.read()
    assert store_file(upload("a.jpg", back), by=house.cell_secretary, unit=house.cell_a) == first
    elsewhere = store_file(upload("a.jpg", back), by=house.office, unit=house.cell_b)
    assert elsewhere.sha256 == first.sha256
    assert StoredFile.objects.count() == 2


def test_a_large_png_is_kept_under_the_name_of_what_it_is(house):
    out = io.BytesIO()
    Image.effect_noise((1200, 1200), 90).convert("RGB").save(out, "PNG")
    stored = store_file(upload("man-hinh.png", out.getvalue()), by=house.office, unit=house.cell_a)
    assert (stored.name, stored.media_type) == ("man-hinh.jpg", "image/jpeg")
    assert store_file(upload("man-hinh.png", out.getvalue()), by=house.office, unit=house.cell_a) == stored


def test_without_a_choice_no_original_is_kept(house):
    [stored] = bring_files(Brought([upload("a.jpg", phone_photo())]), by=house.cell_secretary, unit=house.cell_a)
    assert stored.original is None
    assert StoredFile.objects.count() == 1


def test_the_original_is_for_the_people_of_the_unit_that_kept_it(house, client):
    brought = Brought([upload("a.jpg", phone_photo())], originals=True)
    [stored] = bring_files(brought, by=house.cell_secretary, unit=house.cell_a)
    stored.refresh_from_db()
    with stored.original.file.open() as kept:
        assert kept.read() == phone_photo()
    for user, copy, original in (
        (house.cell_secretary, 200, 200),
        (house.office, 200, 404),
        (house.secretary, 200, 404),
        (house.provincial, 200, 404),
        (house.other_cell_secretary, 404, 404),
        (house.stranger, 404, 404),
    ):
        client.force_login(user)
        for file, status in ((stored, copy), (stored.original, original)):
            answer = client.get(file.get_absolute_url())
            assert answer.status_code == status, user
            assert not answer.streaming or b"".join(answer.streaming_content)
    assert Entry.objects.filter(act="archive.original_kept", unit_id=house.cell_a.pk).count() == 1


def test_the_office_that_brings_a_photo_for_a_cell_keeps_the_original_with_itself(house):
    [stored] = bring_files(
        Brought([upload("a.jpg", phone_photo())], originals=True), by=house.office, unit=house.cell_a
    )
    stored.refresh_from_db()
    assert stored.original.unit == house.committee
    assert not StoredFile.objects.visible_to(house.cell_secretary).filter(pk=stored.original.pk).exists()


def test_only_the_photo_itself_is_kept_as_original_and_only_by_those_who_may(house):
    stored = store_file(upload("a.jpg", phone_photo()), by=house.cell_secretary, unit=house.cell_a)
    with pytest.raises(Refused):
        keep_original(stored, upload("a.jpg", samples.JPEG), by=house.cell_secretary)
    with pytest.raises(NotAllowed):
        keep_original(stored, upload("a.jpg", phone_photo()), by=house.standing)
    paper = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    with pytest.raises(Refused):
        keep_original(paper, upload("a.pdf", samples.PDF), by=house.cell_secretary)
    first = keep_original(stored, upload("a.jpg", phone_photo()), by=house.cell_secretary)
    stored.refresh_from_db()
    assert keep_original(stored, upload("a.jpg", phone_photo()), by=house.office) == first


def test_of_several_files_all_are_kept_or_none(house):
    good, bad = upload("a.jpg", phone_photo()), upload("b.pdf", b"")
    with pytest.raises(Refused) as refusal:
        bring_files(Brought([good, bad]), by=house.cell_secretary, unit=house.cell_a)
    assert refusal.value.field == "evidence"
    assert "b.pdf" in str(refusal.value)
    assert not StoredFile.objects.exists()
    twice = Brought([upload("a.jpg", phone_photo()), upload("a.jpg", phone_photo()), upload("c.pdf", samples.PDF)])
    assert [one.name for one in bring_files(twice, by=house.cell_secretary, unit=house.cell_a)] == ["a.jpg", "c.pdf"]
    many = Brought([upload(f"{n}.pdf", samples.PDF) for n in range(21)])
    with pytest.raises(Refused, match="20"):
        bring_files(many, by=house.cell_secretary, unit=house.cell_a)
    with pytest.raises(Refused) as refusal:
        bring_files(Brought(marking="classified"), by=house.cell_secretary, unit=house.cell_a)
    assert refusal.value.field == "marking"
    assert bring_files(Brought(), by=house.cell_secretary, unit=house.cell_a) == []


def test_a_small_picture_is_for_those_who_see_the_photo(house, client):
    taken = io.BytesIO()
    Image.new("RGB", (1600, 1200), "red").save(taken, "JPEG", exif=told())
    stored = store_file(upload("a.jpg", taken.getvalue()), by=house.cell_secretary, unit=house.cell_a)
    paper = store_file(upload("a.pdf", samples.PDF), by=house.cell_secretary, unit=house.cell_a)
    assert paper.small_url == ""
    for user, status in ((house.cell_secretary, 200), (house.office, 200), (house.stranger, 404)):
        client.force_login(user)
        assert client.get(stored.small_url).status_code == status
    client.force_login(house.office)
    answer = client.get(stored.small_url)
    assert opened(answer.content).size == (320, 240)
    assert is_bare(answer.content)
    assert "no-store" in answer["Cache-Control"]
    assert client.get(stored.small_url.replace(str(stored.pk), str(paper.pk))).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_shows_what_one_may_open_in_one_query(house, count, django_assert_num_queries):
    taken = [upload(f"{n}.jpg", photo("JPEG", (20 + n, 20), exif=told())) for n in range(count)]
    brought = Brought([*taken, upload("a.pdf", samples.PDF)], originals=True)
    kept = bring_files(brought, by=house.cell_secretary, unit=house.cell_a)
    files = list(StoredFile.objects.filter(pk__in=[one.pk for one in kept]).order_by("pk"))
    for user, originals, seen in (
        (house.cell_secretary, count, True),
        (house.office, 0, True),
        (house.stranger, 0, False),
    ):
        Reach.of(user)
        with django_assert_num_queries(1):
            shown = shown_files(files, user)
        assert [one.name for one in shown] == ([*(f"{n}.jpg" for n in range(count)), "a.pdf"] if seen else [])
        assert sum(bool(one.original_url) for one in shown) == originals
        assert sum(bool(one.small_url) for one in shown) == (count if seen else 0)
        drawn = render_to_string("archive/parts/files.html", {"files": shown})
        assert ("Ảnh gốc" in drawn) == bool(originals)
