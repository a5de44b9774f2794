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
    """The smallest element that holds the article's text, with the tables and lists beside it."""
    body = tree.find("body")
    body = tree if body is None else body
    told = bare(article)
    inside = [e for e in body.iter() if _is_leaf(e) and (text := bare(e.text_content())) and text in told]
    if not inside or len(told) < 40:
        named = body.xpath(".//article|.//main|.//*[@role='main']")
        return named[0] if len(named) == 1 else body
    chains = [[*reversed([*e.iterancestors()]), e] for e in inside]
    common = [level[0] for level in zip(*chains, strict=False) if len(set(level)) == 1]
    root = common[-1]
    if root.tag in ("ul", "ol", "table", "tbody", "tr", "td", "li", "p", "dl") and root.getparent() is not None:
        root = root.getparent()
    above = [e for e in [root, *root.iterancestors()] if e.tag in ("article", "main") or e.get("role") == "main"]
    return above[-1] if above else _widened(root)


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
