"""Claim ids on a page lead to their place in the marked text, and nothing else is touched."""

from __future__ import annotations

import pytest

from analysis.codebook import built_in
from analysis.reporting.claim_links import address, cited, linked, page_links, text_page_of
from analysis.reporting.made import Made

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


def test_a_metric_alone_in_a_cell_leads_to_its_page_or_else_to_its_definition() -> None:
    plan = [
        Made("10-codebook", "10-codebook", {}),
        Made("08-one-metric-suspects_arrested", "08-one-metric", {"metric": "suspects_arrested"}),
    ]
    links, metrics = page_links(plan, []), built_in().metrics
    own, other = (metrics[m].label["en"] for m in ("suspects_arrested", "stowaways_seized"))
    body = f"<td>{own}</td><td>{other}</td><p>{other} rose.</p>"
    assert linked(body, links, "03-across-briefings") == (
        f'<td><a href="08-one-metric-suspects_arrested.html">{own}</a></td>'
        f'<td><a href="10-codebook.html#metric-stowaways_seized">{other}</a></td><p>{other} rose.</p>'
    )
    assert linked(f"<td>{own}</td>", links, "08-one-metric-suspects_arrested") == f"<td>{own}</td>"
    twice = linked(f"<td>{other}</td><td>{other}</td>", links, "10-codebook")
    assert twice == f'<td><span id="metric-stowaways_seized">{other}</span></td><td>{other}</td>'


def test_an_event_and_a_briefing_lead_to_their_pages_where_there_are_any() -> None:
    plan = [
        Made("09-one-event-e1", "09-one-event", {"event": "e1"}),
        Made("09-one-event", "09-one-event", {"event": "e2"}),
    ]
    assert page_links(plan, ["b"]) == {"b": "texts/b.html", "=e1": "09-one-event-e1.html"}


def test_a_page_name_leaves_the_folder_for_no_id() -> None:
    assert text_page_of("../../etc/passwd").count("/") == 1
    assert text_page_of("<script>").endswith("/_3Cscript_3E.html")


def test_the_texts_that_a_page_cites_are_found() -> None:
    assert cited(linked(f"<p>{ID}</p>", KNOWN)) == {"texts/2024-08-19-cctv-en.html"}
    assert address(ID) == f"texts/2024-08-19-cctv-en.html#{ID}"
