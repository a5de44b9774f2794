"""Which element of a web page holds the article: by the text that trafilatura takes for it."""

from __future__ import annotations

import re
from typing import Any

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


def bare(text: str) -> str:
    """A text without its signs and spaces, in small letters, to be held against another."""
    return re.sub(r"\W+", "", text).lower()


def article_element(tree: Any, article: str) -> Any:
    """The smallest element that holds the article's text, with the tables and lists beside it.

    Without such a text: the page's one <article> or <main>, else its body.
    """
    body = tree.find("body")
    body = tree if body is None else body
    inside = _leaves_of(body, article)
    if not inside:
        named = body.xpath(".//article|.//main|.//*[@role='main']")
        return named[0] if len(named) == 1 else body
    chains = [[*reversed([*e.iterancestors()]), e] for e in inside]
    root = [level[0] for level in zip(*chains, strict=False) if len(set(level)) == 1][-1]
    while root.tag in ("ul", "ol", "table", "tbody", "tr", "td", "li", "p", "dl") and root.getparent() is not None:
        root = root.getparent()
    above = [e for e in [root, *root.iterancestors()] if e.tag in ("article", "main") or e.get("role") == "main"]
    return above[-1] if above else _widened(root)


LEAVES = 2_000  # elements that are looked up in the article's text; it is found by fewer
TELLING = 12  # letters by which a piece of the page is known to be of the article: 'News' may stand anywhere


def _leaves_of(body: Any, article: str) -> list[Any]:
    """The blocks without blocks inside whose text is a line of the article, or stands in it."""
    lines = {bare(re.sub(r"^- |^\| | \|$", "", line)) for line in article.splitlines()}
    told = bare(article)[:200_000]
    found: list[Any] = []
    for element in body.iter():
        if len(found) < LEAVES and _is_leaf(element) and _weight(text := bare(element.text_content())) >= TELLING:
            found += [element] if text in lines or text in told else []
    return found


def _weight(text: str) -> int:
    """Letters of a text; a Chinese character tells as much as two."""
    return len(text) + len(re.findall(r"[\u4e00-\u9fff]", text))


def _widened(root: Any) -> Any:
    """The element around it as long as that adds little but tables and lists."""
    while (parent := root.getparent()) is not None and parent.tag not in ("body", "html"):
        more = len(bare(parent.text_content())) - len(bare(root.text_content()))
        tables = len(parent.xpath(".//table|.//figcaption")) > len(root.xpath(".//table|.//figcaption"))
        if more > 0.3 * len(bare(root.text_content())) and not tables:
            break
        root = parent
    return root


def _is_leaf(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag in BLOCKS and not has_blocks(element)


def has_blocks(element: Any) -> bool:
    """Whether an element holds paragraphs, lists or other blocks."""
    return any(isinstance(e.tag, str) and e.tag in BLOCKS for e in element.iterdescendants())
