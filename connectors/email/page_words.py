"""The words of a page that came as a mail; nothing in it is fetched or run."""

from __future__ import annotations

from html.parser import HTMLParser

_NOT_SHOWN = frozenset({"script", "style", "title", "head", "template"})
_ENDS_A_LINE = frozenset(
    {"p", "br", "div", "tr", "li", "table", "blockquote", "h1", "h2", "h3", "h4"}
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # nothing in them is words
        self._hidden += tag in _NOT_SHOWN
        if tag in _ENDS_A_LINE:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_SHOWN and self._hidden:
            self._hidden -= 1
        if tag in _ENDS_A_LINE:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data.replace("\n", " "))


def words_of_page(html: str) -> str:
    """The words that the page shows, a line for each line of it."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)
