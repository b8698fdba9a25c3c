"""Pages: who opens which, how many queries they take, and what a refused form keeps."""

from datetime import date

import pytest
from django.urls import reverse

from trongtam.ground.sheets import read_rows
from trongtam.ledger.models import Entry
from trongtam.org.models import Membership, PartyRecord, Person, Post, SightGrant, Unit, UnitKind
from trongtam.org.tests.house import grant, make_house, make_person, make_unit

pytestmark = pytest.mark.django_db
BASIS = "Quyết định mẫu"


@pytest.fixture
def house():
    return make_house()


def sign_in(client, user):
    client.force_login(user)
    return client


def status(client, user, address):
    return sign_in(client, user).get(address).status_code


def test_the_tree_page_and_as_it_was(client, house):
    sign_in(client, house.secretary)
    page = client.get(reverse("org:units"))
    assert page.status_code == 200
    assert "Chi bộ ấp Mẫu Một" in page.content.decode()
    assert "Xã Khác" not in page.content.decode()
    then = client.get(reverse("org:units"), {"at": "2001-01-01"}).content.decode()
    assert "Chi bộ ấp Mẫu Một" not in then
    for odd in ("31-31", "2999-01-01", "2024-02-31"):
        assert client.get(reverse("org:units"), {"at": odd}).status_code == 200
    found = client.get(reverse("org:units"), {"q": "ap mau hai"}).content.decode()
    assert "Chi bộ ấp Mẫu Hai" in found
    assert "Cụm Mẫu" not in found
    below = client.get(reverse("org:units"), {"below": house.cluster.code}).content.decode()
    assert "Chi bộ ấp Mẫu Hai" not in below


def test_a_wide_reach_shows_two_levels(client, house):
    page = sign_in(client, house.provincial).get(reverse("org:units")).content.decode()
    assert "Xã Khác" in page
    assert "Chi bộ ấp Mẫu Một" not in page


def test_a_unit_above_lists_only_the_children_that_one_sees(client, house):
    above = reverse("org:unit", args=[house.province.code])
    page = sign_in(client, house.secretary).get(above).content.decode()
    assert reverse("org:unit", args=[house.commune.code]) in page
    assert "Xã Khác" not in page
    assert "Xã Khác" in sign_in(client, house.provincial).get(above).content.decode()


@pytest.mark.parametrize("who", ["stranger", "former", "other_cell_secretary", "hamlet_head"])
def test_a_strangers_unit_is_not_there(client, house, who):
    for name in ("unit", "found_unit", "found_units", "rename_unit", "move_unit", "dissolve_unit", "open_term"):
        assert status(client, getattr(house, who), reverse(f"org:{name}", args=[house.cell_a.code])) == 404
    for name in ("change_settings", "grant_sight", "register_person"):
        assert status(client, getattr(house, who), reverse(f"org:{name}", args=[house.cell_a.code])) == 404


def test_without_the_right_a_sentence_says_who_may(client, house):
    sign_in(client, house.cell_secretary)
    page = client.get(reverse("org:rename_unit", args=[house.cell_a.code]))
    assert page.status_code == 403
    assert "Chi bộ ấp Mẫu Một" in page.content.decode()
    assert client.get(reverse("org:unit", args=[house.cell_a.code])).status_code == 200


def test_unit_page_takes_the_same_queries_for_more_rows(client, house, django_assert_num_queries):
    address = reverse("org:unit", args=[house.committee.code])
    sign_in(client, house.office).get(address)
    for _more in (1, 3):
        with django_assert_num_queries(14):
            assert client.get(address).status_code == 200
        for number in range(2):
            cell = make_unit(UnitKind.CELL, f"Chi bộ thêm {number}", house.committee)
            Post.objects.create(
                person=make_person("Lê Thử", cell),
                unit=house.committee,
                kind="committee_member",
                valid_from=date(2024, 1, 1),
                basis=BASIS,
            )


def test_what_upper_rooms_know_comes_after_the_page(client, house):
    address = reverse("org:unit_more", args=[house.committee.code])
    signed = sign_in(client, house.office)
    assert f'hx-get="{address}"' in signed.get(reverse("org:unit", args=[house.committee.code])).content.decode()
    piece = signed.get(address, headers={"HX-Request": "true"}).content.decode()
    whole = signed.get(address).content.decode()
    assert "<html" not in piece
    assert "<html" in whole
    assert house.committee.name in whole


def test_tree_and_people_take_the_same_queries_for_more_rows(client, house, django_assert_num_queries):
    sign_in(client, house.office).get(reverse("org:units"))
    for _more in (1, 3):
        with django_assert_num_queries(7):
            assert client.get(reverse("org:units")).status_code == 200
        with django_assert_num_queries(9):
            assert client.get(reverse("org:people")).status_code == 200
        for number in range(2):
            make_unit(UnitKind.CELL, f"Chi bộ thêm {number}", house.committee)
            make_person(f"Lê Thử {number}", house.cell_a)


def test_founding_on_the_page(client, house):
    sign_in(client, house.office)
    address = reverse("org:found_unit", args=[house.committee.code])
    refused = client.post(address, {"kind": "cell", "name": "Chi bộ ấp Mẫu Hai", "on": "2024-01-01", "basis": BASIS})
    assert refused.status_code == 422
    assert 'value="Chi bộ ấp Mẫu Hai"' in refused.content.decode()
    done = client.post(address, {"kind": "cell", "name": "Chi bộ Mới", "on": "01/01/2024", "basis": BASIS})
    unit = Unit.objects.get(name="Chi bộ Mới")
    assert done.headers["Location"] == reverse("org:unit", args=[unit.code])


def test_acts_on_units_on_the_page(client, house):
    sign_in(client, house.office)
    paper = {"on": "2024-01-01", "basis": BASIS}
    acts = [
        ("rename_unit", house.cell_a, {"name": "Chi bộ ấp Mới", **paper}),
        ("move_unit", house.cell_a, {"parent": house.committee.code, **paper}),
        ("dissolve_unit", house.cell_b, {"successor": house.cell_a.code, **paper}),
        ("open_term", house.committee, {"name": "2020–2025", "begins": "2020-07-01", "ends": "2025-06-30"}),
        ("change_settings", house.commune, {"closing_day": "20", "pace_tolerance": "2,5", "spelling": "old"}),
    ]
    for name, unit, sent in acts:
        address = reverse(f"org:{name}", args=[unit.code])
        assert client.get(address).status_code == 200
        assert client.post(address, {}).status_code == 422
        answer = client.post(address, sent)
        assert answer.status_code == 302, (name, answer.content.decode()[-3000:])
        assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(reverse("org:unit", args=[house.cell_b.code]), {"at": "2023-01-01"}).status_code == 200


def test_a_pasted_list_is_shown_then_founded(client, house):
    sign_in(client, house.administrator)
    address = reverse("org:found_units", args=[house.commune.code])
    sent = {
        "kind": "hamlet",
        "names": "1. Ấp Mẫu Một\n2\tẤp Thử\tghi chú\n- Ấp Dụ\n\nẤP THỬ\n" + "x" * 200,
        "on": "2024-01-01",
        "basis": BASIS,
    }
    preview = client.post(address, sent)
    assert preview.status_code == 200
    assert f'data-draft="form:{address.strip("/")}"' in preview.content.decode()
    assert not Unit.objects.filter(name="Ấp Thử").exists()
    client.post(address, {**sent, "sure": "1"})
    assert set(Unit.objects.filter(kind="hamlet").values_list("name", flat=True)) == {"Ấp Mẫu Một", "Ấp Thử", "Ấp Dụ"}
    assert client.post(address, {**sent, "sure": "1"}).status_code == 422


def test_a_list_pasted_in_the_set_up_leads_back_to_what_is_next(client, house):
    sign_in(client, house.administrator)
    pages = client.get(reverse("org:next_steps")).content.decode()
    address = reverse("org:found_units", args=[house.committee.code]) + "?kind=cell&next"
    assert address.replace("&", "&amp;") in pages
    sent = {"kind": "cell", "names": "Chi bộ ấp Thử", "on": "2024-01-01", "basis": BASIS, "sure": "1"}
    assert client.post(address, sent).headers["Location"] == reverse("org:next_steps")


def test_people_and_who_opens_a_person(client, house):
    member = make_person("Lê Thử", house.cell_a)
    address, record = reverse("org:person", args=[member.code]), reverse("org:record", args=[member.code])
    for who in ("provincial", "stranger", "former", "other_cell_secretary", "secretary", "standing"):
        assert status(client, getattr(house, who), address) == 404
        assert status(client, getattr(house, who), record) == 404
    assert status(client, house.office, address) == 200
    assert status(client, house.office, record) == 404
    assert not Entry.objects.exists()
    grant(house.office, house.committee)
    answer = sign_in(client, house.office).get(record)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.get().act == "org.person_opened"


def test_ones_own_page_and_record(client, house):
    sign_in(client, house.hamlet_head)
    answer = client.get(reverse("org:own_page"), follow=True)
    assert answer.status_code == 200
    assert "Hồ Thử Nghiệm" in answer.content.decode()
    assert client.get(reverse("org:record", args=[house.hamlet_head.person.code])).status_code == 200
    assert not Entry.objects.exists()
    Person.objects.filter(user=house.hamlet_head).update(user=None)
    assert client.get(reverse("org:own_page")).status_code == 404


def test_registering_posts_and_correcting_on_the_page(client, house):
    sign_in(client, house.office)
    made = client.post(
        reverse("org:register_person", args=[house.cell_a.code]), {"full_name": "Lê Thử", "phone": "0912 345 678"}
    )
    person = Person.objects.get(full_name="Lê Thử")
    assert made.headers["Location"] == reverse("org:person", args=[person.code])
    give = reverse("org:give_post", args=[person.code])
    sent = {"unit": house.cell_a.code, "kind": "cell_committee", "on": "2024-01-01", "basis": BASIS}
    assert client.get(give).status_code == 200
    assert client.post(give, {**sent, "kind": "office"}).status_code == 422
    assert client.post(give, sent).status_code == 302
    post = Post.objects.get(person=person)
    end = reverse("org:end_post", args=[person.code, post.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"on": "2024-05-01", "basis": BASIS}).status_code == 302
    correct = reverse("org:correct_person", args=[person.code])
    assert 'value="0912345678"' in client.get(correct).content.decode()
    assert client.post(correct, {"full_name": "Lê Thử", "phone": "12", "home": house.cell_a.code}).status_code == 422
    assert client.post(correct, {"full_name": "Lê Thí", "home": house.cell_b.code}).status_code == 302
    assert client.get(reverse("org:person", args=[person.code])).status_code == 200
    people = client.get(reverse("org:people"), {"q": "le thi", "unit": house.commune.code}).content.decode()
    assert "Lê Thí" in people


def test_the_list_of_people_tells_nobody_s_membership(client, house):
    """A name beside a cell says that he is a member: the list, the search and the plain page name the place instead."""
    member = make_person("Lê Thử", house.cell_a)
    sign_in(client, house.office)

    def text_of(address, **asked):
        page = client.get(address, asked).content.decode()
        return page[page.index("<main") : page.index("</main>")]

    row = text_of(reverse("org:people"), q="le thu")
    assert "Lê Thử" in row
    assert "Xã Mẫu" in row
    assert "Chi bộ ấp Mẫu" not in row
    assert "Chi bộ ấp Mẫu" not in text_of(reverse("org:person", args=[member.code]))
    below = text_of(reverse("org:people"), unit=house.cell_a.code)
    assert "Lê Thử" not in below
    assert "Nguyễn Văn Mẫu" in below  # a post is public
    grant(house.office, house.cell_a)
    assert "Lê Thử" in text_of(reverse("org:people"), unit=house.cell_a.code)


def test_membership_on_the_page(client, house):
    grant(house.office, house.committee)
    member = make_person("Lê Thử", house.cell_a)
    sign_in(client, house.office)

    def send(act, **sent):
        address = reverse("org:membership_act", args=[member.code, act])
        assert client.get(address).status_code == 200
        return client.post(address, {"basis": BASIS, **sent}).status_code

    assert send("admit", cell=house.cell_a.code, on="2023-01-01") == 302
    assert send("confirm", on="2023-05-01") == 422
    assert send("confirm", on="2024-01-01") == 302
    assert send("transfer", cell=house.cell_b.code, on="2024-05-01") == 302
    assert send("excuse", on="2024-06-01") == 302
    assert send("away", on="2024-06-01") == 302
    assert send("contact", cell=house.cell_a.code, on="2024-06-01") == 302
    assert send("temporary", cell=house.cell_a.code, on="2024-06-01") == 302
    spell = member.memberships.get(kind="away")
    end = reverse("org:end_spell", args=[member.code, spell.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"on": "2024-07-01"}).status_code == 302
    assert client.get(reverse("org:record", args=[member.code])).status_code == 200
    assert send("leave", on="2024-08-01") == 302
    assert client.get(reverse("org:membership_act", args=[member.code, "unknown"])).status_code == 404
    other = make_person("Lê Dụ", house.cell_a)
    enter = reverse("org:membership_act", args=[other.code, "enter"])
    sent = {"cell": house.cell_a.code, "since": "2020-01-01", "admitted_on": "1990-01-01", "basis": BASIS}
    assert client.post(enter, sent).status_code == 302


def test_sight_alone_keeps_no_membership(client, house):
    grant(house.cell_secretary, house.cell_a)
    member = make_person("Lê Thử", house.cell_a)
    assert status(client, house.cell_secretary, reverse("org:membership_act", args=[member.code, "admit"])) == 403
    assert status(client, house.stranger, reverse("org:membership_act", args=[member.code, "admit"])) == 404


def test_sight_on_the_page(client, house):
    address = reverse("org:grant_sight", args=[house.committee.code])
    assert status(client, house.office, address) == 403
    sign_in(client, house.secretary)
    sent = {"person": house.office.person.code, "purpose": "Quản lý hồ sơ", "on": "2024-01-01"}
    assert client.post(address, {**sent, "purpose": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    given = SightGrant.objects.get()
    assert "Quản lý hồ sơ" in client.get(address).content.decode()
    withdraw = reverse("org:withdraw_sight", args=[house.committee.code, given.pk])
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"on": "2024-05-01"}).status_code == 302


def test_the_frame_says_where_and_as_what(client, house):
    page = sign_in(client, house.cell_secretary).get(reverse("org:units")).content.decode()
    assert "<b>Chi bộ ấp Mẫu Một</b> <span>Xã Mẫu</span>" in page
    plain = house.former
    assert sign_in(client, plain).get(reverse("org:units")).status_code == 200


SET_UP = {
    "commune_name": "Xã Mẫu",
    "on": "2020-07-01",
    "basis": BASIS,
    "term_name": "2020–2025",
    "begins": "2020-07-01",
    "ends": "2025-06-30",
    "administrator_name": "Trần Thị Thử",
    "username": "vanphong",
    "password": "mật khẩu dài mẫu",
}


def test_set_up_leads_on_and_closes(client):
    address = reverse("org:set_up")
    assert client.get(address).status_code == 200
    assert client.post(address, {**SET_UP, "password": "1"}).status_code == 422
    answer = client.post(address, SET_UP)
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("org:next_steps")
    assert client.get(address).status_code == 404
    assert client.post(address, SET_UP).status_code == 404


def test_nobody_sees_the_set_up_of_a_running_house(client, house):
    assert client.get(reverse("org:set_up")).status_code == 404
    page = sign_in(client, house.office).get(reverse("org:next_steps")).content.decode()
    assert reverse("org:found_units", args=[house.committee.code]) in page
    assert status(client, house.former, reverse("org:next_steps")) == 302


def test_signing_in_leads_to_the_set_up_while_nobody_can(client):
    assert client.get(reverse("account_login")).headers["Location"] == reverse("org:set_up")
    make_house()
    assert client.get(reverse("account_login")).status_code == 200


def test_a_cell_is_founded_for_a_hamlet(client, house):
    sign_in(client, house.office)
    address = reverse("org:found_unit", args=[house.committee.code])
    sent = {"kind": "cell", "name": "Chi bộ Mới", "serves": house.hamlet.code, "on": "01012024", "basis": BASIS}
    assert client.post(address, {**sent, "kind": "cluster"}).status_code == 422
    assert client.post(address, {**sent, "on": "32/01/2024"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    made = Unit.objects.get(name="Chi bộ Mới")
    assert (made.serves, made.founded_on) == (house.hamlet, date(2024, 1, 1))
    assert "Ấp Mẫu Một" in client.get(reverse("org:unit", args=[made.code])).content.decode()


def test_sums_of_members_stand_on_a_unit_page_in_reach(client, house):
    person = make_person("Lê Thử", house.cell_a)
    PartyRecord.objects.create(person=person, admitted_on=date(2024, 1, 1), admitted_in=house.cell_a)
    for kind in ("regular", "away"):
        Membership.objects.create(person=person, unit=house.cell_a, kind=kind, valid_from=date(2024, 1, 1))
    address = reverse("org:unit", args=[house.cell_a.code])
    page = sign_in(client, house.secretary).get(address).content.decode()
    assert ">Dự bị<" in page
    assert "<dt>Tạm thời nơi khác</dt>" in page
    assert "Giữ mối liên hệ" not in page
    above = sign_in(client, house.cell_secretary).get(reverse("org:unit", args=[house.committee.code]))
    assert ">Dự bị<" not in above.content.decode()
    assert "Trần Thị Thử" not in above.content.decode()


def test_two_units_of_one_name_have_two_codes(client, house):
    sign_in(client, house.office)
    for parent in (house.committee, house.cluster):
        address = reverse("org:found_unit", args=[parent.code])
        client.post(address, {"kind": "cell", "name": "Chi bộ Mới", "on": "01/01/2024", "basis": BASIS})
    codes = set(Unit.objects.filter(name="Chi bộ Mới").values_list("code", flat=True))
    assert codes == {"chi-bo-moi", "chi-bo-moi-2"}


def test_a_units_page_of_an_earlier_day_bears_the_name_of_that_day(client, house):
    sign_in(client, house.office)
    sent = {"name": "Chi bộ ấp Mới", "on": "01/03/2024", "basis": BASIS}
    client.post(reverse("org:rename_unit", args=[house.cell_a.code]), sent)
    address = reverse("org:unit", args=[house.cell_a.code])
    assert "<h1>Chi bộ ấp Mới</h1>" in client.get(address).content.decode()
    assert "<h1>Chi bộ ấp Mẫu Một</h1>" in client.get(address, {"at": "29/02/2024"}).content.decode()


# -- lists go out as sheets --------------------------------------------------------------------------------------------


def sheet_of(answer):
    assert answer.status_code == 200 and "spreadsheet" in answer.headers["Content-Type"]
    return read_rows(answer.content)


def test_the_office_takes_people_out_and_the_book_tells(client, house):
    make_person("Đinh Văn Ví Dụ", house.cell_a)
    rows = sheet_of(sign_in(client, house.office).get("/people/?as=xlsx&q=vi+du"))
    assert [row[0] for row in rows] == ["Họ và tên", "Đinh Văn Ví Dụ", "Phạm Ví Dụ"]
    assert house.cell_a.name not in str(rows)
    told = Entry.objects.get(act="org.people_taken_out")
    assert (told.by, told.payload["note"]) == (house.office, "Nhân sự, 2 dòng")
    assert len(sheet_of(client.get("/logins/?as=xlsx&post=secretary"))) == 2
    assert Entry.objects.filter(act="org.people_taken_out").count() == 2


def test_who_keeps_no_people_takes_none_out(client, house):
    for user in (house.secretary, house.cell_secretary):
        page = sign_in(client, user).get("/people/")
        assert "as=xlsx" not in page.content.decode()
        assert client.get("/people/?as=xlsx").status_code == 403
    assert not Entry.objects.filter(act="org.people_taken_out").exists()


def test_units_are_filtered_by_kind_and_go_out(client, house):
    sign_in(client, house.provincial)
    page = client.get("/units/?kind=cell")
    assert {row.name for row in page.context["list"].page} == {"Chi bộ ấp Mẫu Một", "Chi bộ ấp Mẫu Hai"}
    assert len(sheet_of(client.get("/units/?kind=cell&as=xlsx"))) == 3
    sign_in(client, house.stranger)
    assert house.cell_a.name not in str(sheet_of(client.get("/units/?as=xlsx")))


def test_the_book_goes_out_as_it_is_filtered(client, house):
    sign_in(client, house.office)
    client.get("/people/?as=xlsx")
    rows = sheet_of(client.get(f"/book/{house.commune.code}/?as=xlsx"))
    assert rows[1][1] == house.office.display_name and rows[1][3] == "Đảng ủy xã Mẫu"
    assert len(sheet_of(client.get(f"/book/{house.commune.code}/?as=xlsx&until=01/01/2020"))) == 1
