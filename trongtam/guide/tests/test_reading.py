"""Guides are cut and drawn without losing a word and without letting HTML through."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import HOUSE
from trongtam.guide.guides import LANGUAGES, NAMES, TEXTS, answers, guide
from trongtam.guide.reading import as_html, read_guide

SOURCE = """# Văn phòng

Mở đầu.

<!-- topics: set-up first -->
## Bước đầu

1. Bấm **Lưu**.

## Không ai hỏi

Chữ.
"""


def test_a_guide_is_its_title_its_beginning_and_its_sections():
    found = read_guide("office", SOURCE)
    assert (found.title, found.intro.text) == ("Văn phòng", "Mở đầu.")
    assert [(one.title, one.topics, one.anchor) for one in found.sections] == [
        ("Bước đầu", ("set-up", "first"), "set-up"),
        ("Không ai hỏi", (), ""),
    ]
    assert found.on("first") == (found.sections[0],)
    assert found.on("never") == ()


def test_a_text_without_a_title_is_no_guide():
    with pytest.raises(ValueError, match="office"):
        read_guide("office", "Chữ.\n\n## Mục\n")
    with pytest.raises(ValueError, match="office"):
        read_guide("office", "Chữ.\n")


def test_links_lead_within_the_program_or_nowhere():
    html = as_html(
        "[Văn phòng](office.md) và [đổi mới](../../CHANGELOG.md).", lambda a: "/x/" if a == "office.md" else ""
    )
    assert html == '<p><a href="/x/">Văn phòng</a> và đổi mới.</p>\n'


def test_tables_and_lists_are_drawn():
    html = as_html("| a | b |\n|---|---|\n| `1` | **2** |\n\n1. x\n2. y\n", str)
    assert "<td><code>1</code></td>" in html
    assert html.count("<li>") == 2


@given(st.text(max_size=60))
def test_no_html_of_the_source_comes_through(text):
    html = as_html(f"<script>{text}</script> <img src=x onerror=y>", str)
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_guide_reads(name, language):
    found = guide(name, language)
    assert found.title
    assert all(as_html(one.text, lambda _address: "") for one in found.sections)


def test_the_nearest_guide_answers():
    near, sections = answers("figures", ("secretary", "office"), "vi") or pytest.fail("nobody answers")
    assert near.name == "office"
    assert sections
    assert answers("figures", ("administrator",), "vi") is None


def test_guides_and_words_are_shipped_with_the_package():
    """A wheel takes what the patterns of `package-data` name; the folders of guides are links to the documentation."""
    patterns = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf8"))["tool"]["setuptools"][
        "package-data"
    ]
    files = [path for path in TEXTS.parent.rglob("*") if path.suffix in {".md", ".toml"}]
    files += [path for language in LANGUAGES for path in (TEXTS / language).iterdir()]
    assert len(files) > 2 * len(NAMES)
    assert all(f"*{path.suffix}" in patterns["*"] for path in files)
    assert [(TEXTS / language).resolve() for language in LANGUAGES] == [HOUSE / "docs" / one for one in LANGUAGES]
