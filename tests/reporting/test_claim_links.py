"""Claim ids on a page lead to their place in the marked text, and nothing else is touched."""

from __future__ import annotations

import pytest

from analysis.reporting.claim_links import address, cited, linked, text_page_of

KNOWN = {"2024-08-19-cctv-en": ""}
ID = "2024-08-19-cctv-en:12-20"
LINK = f'<a class="claim" href="texts/2024-08-19-cctv-en.html#{ID}">{ID}</a>'


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"<p>see {ID}.</p>", f"<p>see {LINK}.</p>"),
        (f"<td>{ID} +2</td>", f"<td>{LINK} +2</td>"),
        (f'<p title="{ID}">x</p>', f'<p title="{ID}">x</p>'),
        (f"<script>{ID}</script>", f"<script>{ID}</script>"),
        (f'<a href="x">{ID}</a>', f'<a href="x">{ID}</a>'),
        ("<p>at 12:30-45, other:1-2</p>", "<p>at 12:30-45, other:1-2</p>"),
    ],
)
def test_a_claim_id_in_text_becomes_a_link(body: str, wanted: str) -> None:
    assert linked(body, KNOWN) == wanted


def test_a_page_name_leaves_the_folder_for_no_id() -> None:
    assert text_page_of("../../etc/passwd").count("/") == 1
    assert text_page_of("<script>").endswith("/_3Cscript_3E.html")


def test_the_texts_that_a_page_cites_are_found() -> None:
    assert cited(linked(f"<p>{ID}</p>", KNOWN)) == {"texts/2024-08-19-cctv-en.html"}
    assert address(ID) == f"texts/2024-08-19-cctv-en.html#{ID}"
