"""Claims built from short lines, without the reader: 'criminal_cases_solved 2023 > 22000 outlet=A event=e'."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from analysis.codebook import codebook
from analysis.schema import Claims, frame

RELATIONS = {"=": "exact", ">": "more_than", ">=": "at_least", "<": "nearly", "<=": "at_most", "~": "about"}
MONTHS = {"H": 6, "Q": 3}


def claims_of_lines(lines: list[str]) -> pl.DataFrame:
    """A frame of claims, one a line: subject, period, relation, value, then key=value for what differs from the plain case.

    Subject: a metric, or '-' with head= and counted=. Period: 2023, 2023H1, 2023Q2, 2023-03, two days joined by '..', or
    '-'. Relation: = > >= < <= ~, or up, down, share, ratio with a value in percent ('up>' for up more than).
    """
    return frame(Claims, [_claim(number, line) for number, line in enumerate(lines)])


def _claim(number: int, line: str) -> dict[str, Any]:
    subject, period, relation, said, *rest = line.split()
    more = dict(part.split("=", 1) for part in rest)
    kind, modifier, direction = _relation(relation)
    value = Decimal(said.rstrip("%"))
    unit = more.get("unit") or ("percent" if said.endswith("%") else _unit(subject))
    kind = more.get("kind", "rate" if "/" in unit else kind)
    step = _step(said.rstrip("%"))
    low, high = _bounds(value, step, modifier, counted=unit not in ("percent", "tonne", "CNY"))
    first, last, shape = span(period)
    report = more.get("report") or f"{more.get('event', f'e{number}')}-{more.get('outlet', f'o{number}')}"
    return {
        "claim_id": f"{report}:{number}-{number + 1}", "briefing_id": report, "event": more.get("event", f"e{number}"),
        "agency": more.get("agency", "NIA"), "publisher": more.get("outlet", f"Outlet {number}"), "language": more.get("lang", "en"),
        "date": date.fromisoformat(more.get("date", str((last or date(2024, 1, 1)) + timedelta(days=10 + number)))),
        "start": number, "end": number + 1, "raw": more.get("raw", said), "sentence": "", "sentence_start": 0,
        "in_headline": "headline" in more, "kind": kind, "metric": None if subject == "-" else subject,
        "counted": more.get("counted", "").replace("_", " ") or None, "head": more.get("head", "").replace("_", " ") or None,
        "value": float(value), "unit": unit, "modifier": modifier, "low": float(low), "high": float(high), "step": float(step),
        "accumulation": more.get("acc"), "direction": direction, "base": more.get("base"), "period_start": first, "period_end": last,
        "period_kind": more.get("shape", shape), "scope": more.get("scope"), "places": [], "metric_source": "own", "period_source": "own",
        "base_source": "own", "unit_source": "own", "rule": [], "doubts": [], "note": more.get("note"),
    }  # fmt: skip


def _relation(relation: str) -> tuple[str, str, str | None]:
    """(kind, modifier, direction)."""
    word = re.match(r"[a-z]*", relation)
    way = word.group() if word else ""
    modifier = RELATIONS[relation[len(way) :] or "="]
    if way in ("up", "down"):
        return "change", modifier, way
    return ("share" if way in ("share", "ratio") else "level"), modifier, None


def _unit(subject: str) -> str:
    return codebook().metrics[subject].units[0] if subject != "-" else "case"


def _step(said: str) -> Decimal:
    """5.2 => 0.1; 22000 => 1000."""
    if "." in said:
        return Decimal(1).scaleb(-len(said.partition(".")[2]))
    zeros = len(said) - len(said.rstrip("0"))
    return Decimal(10) ** min(zeros, len(said) - 1)


def _bounds(value: Decimal, step: Decimal, modifier: str, counted: bool) -> tuple[Decimal, Decimal]:
    if modifier in ("more_than", "at_least"):
        return value, value + step
    if modifier in ("nearly", "at_most"):
        return value - step, value
    if modifier == "about":
        return value - step, value + step
    if counted and (step == 1 or value < 100):
        return value, value
    return value - step / 2, value + step / 2


def span(period: str) -> tuple[date | None, date | None, str | None]:
    """First day, last day, and shape of '2023', '2023H1', '2023Q2', '2023-03', '2023-01-01..2023-08-19' or '-'."""
    if period == "-":
        return None, None, None
    if ".." in period:
        first, last = (date.fromisoformat(day) for day in period.split(".."))
        return (
            first,
            last,
            "day" if first == last else "year_to_date" if (first.month, first.day) == (1, 1) else "other",
        )
    year = int(period[:4])
    if period[4:5] in MONTHS:
        length, number = MONTHS[period[4]], int(period[5])
        end = length * number
        return (
            date(year, end - length + 1, 1),
            date(year, end, calendar.monthrange(year, end)[1]),
            {6: "half", 3: "quarter"}[length],
        )
    if "-" in period:
        month = int(period[5:])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    return date(year, 1, 1), date(year, 12, 31), "year"
