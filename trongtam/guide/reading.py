"""A guide as written in Markdown, cut into its sections, each with the topics that it answers; and as HTML. Pure.

A section begins at `## `. The line above may name what screens ask for: `<!-- topics: figures statement -->`. Readers of the
Markdown elsewhere do not see it, and it stays the same when the heading's words change or are another language's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it import MarkdownIt

TOPICS = re.compile(r"^<!-- topics: ([a-z -]+) -->\n", re.M)
HEADING = re.compile(r"^((?:<!-- topics: [a-z -]+ -->\n+)?)##? (.+)\n", re.M)
# No HTML of the source comes through: what is written there is shown as text.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")

Leads = Callable[[str], str]


@dataclass(frozen=True)
class Section:
    """`topics`: empty where no screen leads here; `text`: Markdown."""

    title: str
    topics: tuple[str, ...]
    text: str

    @property
    def anchor(self) -> str:
        return self.topics[0] if self.topics else ""


@dataclass(frozen=True)
class Guide:
    """`intro` is what stands between the title and the first section, with the topics it answers itself."""

    name: str
    intro: Section
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return self.intro.title

    def on(self, topic: str) -> tuple[Section, ...]:
        """The sections that answer a topic, in their order."""
        return tuple(one for one in (self.intro, *self.sections) if topic in one.topics)


def read_guide(name: str, source: str) -> Guide:
    """Raises ValueError when the source has no title."""
    marks = list(HEADING.finditer(source))
    if not marks or not source[marks[0].start() :].lstrip().startswith(("# ", "<!--")):
        raise ValueError(f"{name} has no title")
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    found = [_section(mark, source[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    return Guide(name, found[0], tuple(found[1:]))


def _section(mark: re.Match[str], text: str) -> Section:
    topics = TOPICS.match(mark[1])
    return Section(mark[2].strip(), tuple(topics[1].split()) if topics else (), text.strip())


def as_html(text: str, leads: Leads) -> str:
    """Markdown as HTML; `leads(address)` says where a link goes within the program, empty where nowhere: its words stay."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        children = token.children or []
        gone = False
        for child in children:
            if child.type == "link_open":
                address = leads(str(child.attrs.get("href", "")))
                gone = not address
                child.attrs["href"] = address
                child.hidden = gone
                if gone:
                    child.type, child.tag, child.nesting = "text", "", 0
            elif child.type == "link_close" and gone:
                child.type, child.tag, child.nesting, gone = "text", "", 0, False
    return str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))
