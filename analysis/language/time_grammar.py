"""The time expressions of each language, compiled from lexicon/periods.toml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from .lexicon import alternatives, lexicon
from .patterns import later
from .trie import Scanner


class Grammar:
    """The time expressions of one language, compiled from lexicon/periods.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("periods")
        self.lang, self.spaced = lang, lang == "en"
        self._look_up(rows)
        macros = self._macros(rows)
        self._compile_points(rows["point"], macros)
        self.republic = [later("|".join(rows[name][lang]) or "(?!)") for name in ("republic_always", "republic_years")]
        self.counts_republic = later("|".join(rows["counts_republic"][lang]) or "(?!)")
        self._compile_joins(rows["join"])
        self._compile_parts(rows, macros)

    def _by_word(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        """The value of each word of the language: {'january': 1, 'jan': 1}."""
        return {word.lower(): row["value"] for row in rows for word in row[self.lang]}

    def _words(self, row: dict[str, list[str]]) -> str:
        """A pattern that matches any word of a row in the language."""
        return alternatives(row[self.lang])

    def _look_up(self, rows: dict[str, Any]) -> None:
        """What the words in time expressions stand for: 'March', 'this', 上, 旬."""

        def values(*names: str) -> Iterator[dict[str, Any]]:
            return (self._by_word(rows[name]) for name in names)

        self.months, self.weekdays, self.years, self.seasons = values("months", "weekdays", "years", "seasons")
        self.sizes, self.days, self.halves, self.sides = values("sizes", "days", "halves", "sides")
        self.counts, self.tens, self.eras, self.edge_sides = values("counts", "tens", "eras", "edge_sides")
        self.steps = {**self._by_word(rows["steps"]), "": 0, **self._by_word(rows["steps_in_patterns"])}
        self.same_unit = self._by_word(rows["same_unit"])  # and how many months each has
        self.ordinals = {word: row["value"] for row in lexicon("numbers")["ordinals"] for word in row[self.lang]}
        self.holidays = [(word, row["name"]) for row in rows["holidays"] for word in row[self.lang]]
        self.same_day, self.bare_years = (set(rows[name][self.lang]) for name in ("same_day", "bare_years"))

    def _macros(self, rows: dict[str, Any]) -> dict[str, str]:
        """What the {words} in the patterns of points stand for: lists of words, and the patterns made of them."""
        lists = {"months": self.months, "years": self.years, "weekdays": self.weekdays, "spans": self.sizes}
        lists |= {"days": self.days, "counts": self.counts, "tens": self.tens, "eras": self.eras}
        lists |= {name: self._by_word(rows[name]) for name in ("told_days", "told_days_at_head")}
        lists["rels"] = self._by_word(rows["steps"])
        macros = {name: alternatives(list(words)) for name, words in lists.items()}
        small = [w for row in lexicon("numbers")["digits"] for w in row[self.lang] if row["value"] < 21]
        named = [*rows["named_days"], *rows["easter_days"], *rows["moon_days"]]
        macros["numbers"] = alternatives(small)
        macros["named"] = alternatives([day for day in named if day.isascii() == self.spaced])
        for name, pattern in rows["macros"][self.lang].items():
            macros[name] = fill(pattern, macros)
        return macros

    def _compile_points(self, rows: list[dict[str, Any]], macros: dict[str, str]) -> None:
        """The patterns of points of time, each in a group of its own name, and the rule that each is of."""
        self.points: list[str] = []
        self.ids: dict[str, str] = {}
        edge = r"(?<![\w.,/$])" if self.spaced else r"(?<![\d.])"
        for row in rows:
            for number, pattern in enumerate(row[self.lang]):
                key = f"{row['id']}__{number}"
                self.ids[key] = row["id"]
                body = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}__\1>", fill(pattern, macros))
                self.points.append(f"(?P<{key}>{edge}(?:{body}))")
        self.point = Scanner(self.points, self.lang, re.IGNORECASE if self.spaced else 0, edge=self.spaced)

    def _compile_joins(self, join: dict[str, Any]) -> None:
        """What stands before a point of time, behind it and between two: 'since', 'as of', 'to', 自, 以来, 至."""
        hour = ""
        if self.spaced:
            hours = rf"{self._words(join['until_hour'])}|\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{{1,2}}:\d\d"
            hour = rf"(?:(?:{hours})(?: (?:on|local time on))?,? )?"
        self._compile_leads(join, hour)
        self._compile_since(join)
        self._compile_links(join, hour)

    def _compile_leads(self, join: dict[str, Any], hour: str) -> None:
        """'Since March', 'as of 10 am on 5 May', 'after June', 6月以后: what makes a point an end of an open span."""
        # 我国截至6月底: Chinese sets no space before a word that begins no other.
        edge = r"(?:(?<!\w)|(?=截)|(?=直[到至])|(?<![来各亲独私擅出源始])(?=自)|(?<![遵服听顺自])(?=从))"
        edge = r"(?<!\w)" if self.spaced else edge
        names = ("since", "until", "from", "before", "after")
        self.before = {k: later(rf"{edge}(?:{self._words(join[k])}) ?(?:the )?$", re.I) for k in names}
        if self.spaced:
            self.before["until"] = later(rf"{edge}(?:{self._words(join['until'])}) (?:the )?{hour}$", re.I)
        self.until_not = later(rf"(?:{self._words(join['until_not'])}) $", re.I)
        ends = {"before": "before_after", "after": "after_after", "since": "since_behind"}
        self.behind = {k: later(rf" ?(?:{self._words(join[v])})", re.I) for k, v in ends.items()}
        hour_at = alternatives([w for w in join["hour_at"][self.lang] if w])
        self.as_of_hour = later(rf"(?:{self._words(join['as_of_hour'])})(?:{hour_at})?$", re.I)

    def _compile_since(self, join: dict[str, Any]) -> None:
        """'Since the border reopened on 1 June', 自5月1日实施59国免签政策以来: what a span begins with."""
        events = rf"(?:[^\W\d][\w'-]* ){{0,8}}(?:{self._words(join['since_event'])}) (?:(?:on|in|at|from) )?"
        nouns = rf"(?:the|its|their) (?:{self._words(join['since_noun'])}) of (?:[\w'-]+ ){{1,7}}(?:on|in|at) "
        self.since_ends = later(rf"[,.;)]|$| (?:{self._words(join['since_ends'])})\b")
        self.since_noun = later(rf"\bsince {nouns}(?:the )?$" if self.spaced else "(?!)", re.I)
        self.since_event = later(rf"\bsince {events}(?:the )?$" if self.spaced else "(?!)", re.I)
        self.since_when = later(rf" ?(?:{self._words(join['since_when'])}) ", re.I)
        self.after = later(rf" ?(?:{self._words(join['since_after'])})", re.I)
        # 自5月1日实施59国免签政策以来, 自上个月开展“猎鹰-2018”行动以来
        event = r"""(?:"[^"]{1,20}"|[^,，。;；\d]|\d{1,3}(?=国|个国家|小时|条|项)){0,60}?"""
        self.around = later(rf"{event}(?:{self._words(join['since_around'])})")
        self.led_around = later(rf"{event}(?:{self._words(join['since_led_around'])})(?=[,，至到共已累])")

    def _compile_links(self, join: dict[str, Any], hour: str) -> None:
        """'From March to June', 8月1日0时至20日24时, 'on Monday and Tuesday': what stands between two points."""
        begun = rf"(?:[^,，。;；\d]{{0,6}}(?:{self._words(join['begun'])}))?"  # 自8月20日启动至9月30日
        clock = "" if self.spaced else rf"(?:\d{{1,2}}[时点])?{begun}"
        self.to = later(rf"{clock},? ?(?:{self._words(join['to'])}) ?(?:the )?{hour}", re.I)
        self.hour_of, self.hour_at, self.weekday_of = (
            set(join[side][self.lang]) for side in ("hour_of", "hour_at", "weekday_of")
        )
        self.pair = later(rf" ?(?:{self._words(join['pair'])}) ?(?:the )?", re.I)
        self.each_its_own = later(self._words(lexicon("cues")["respectively"]["words"]))
        self.within = later(self._words(join["within"]))

    def _compile_parts(self, rows: dict[str, Any], macros: dict[str, str]) -> None:
        """'In May', 'the last week of', 'mid-', 下旬: what makes a word a month, and a point a part of itself."""
        cue = rows["month_cue"]
        self.month_cue = later(rf"(?:^|{self._words(cue['before'])})[ -](?:the )?$", re.I)
        does = rf" (?:{self._words(cue['behind'])})\b| with \d"
        self.month_does = later(does if self.spaced else "(?!)")
        # 'In January 52,278, February 55,381 and March 74,890 were issued', 'October had nearly 17,300, September almost 7,700'
        told = rf"(?:{self._words(cue['behind'])})" if self.spaced else "(?!)"
        hedge = self._words(cue["hedges"]) if self.spaced else "(?!)"
        self.month_row = later(
            rf"(?:{macros['months']})\.? (?:(?:{told}) )?(?:(?:{hedge}) )?[\d,.]+(?: [a-z]+){{0,2}}[,;]? (?:and )?$",
            re.I,
        )
        self.hedged = later(rf" (?:{hedge}) \d")
        self.no_time = later(self._words(cue["not_behind"]) if cue["not_behind"][self.lang] else "(?!)")
        self.never_month = set(cue["never"][self.lang])
        never = self._words(rows["never_an_edge"])
        lead, gap = (r"(?<!\w)", r"[ -](?:the )?$") if self.spaced else (f"的?(?!{never})", "")
        self.edges = [
            (side, later(f"{lead}(?:{self._words(row)}){gap}", re.I))
            for side, row in rows["edge"].items()
            if row[self.lang]
        ]
        part = rows["part"]
        anchor = (r"(?<![\w-])", "$") if self.spaced else ("", "")
        self.parts = {
            kind: later(f"{anchor[0]}(?:{fill(part[kind][self.lang], macros)}){anchor[1]}", re.I)
            for kind in ("nth", "some", "from", "up_to")
            if part[kind][self.lang]
        }
        self.side_first = set(part["side_first"][self.lang])


def fill(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with its {words} filled in."""
    return re.sub(r"\{([a-z]\w*)\}", lambda m: macros[m[1]], pattern)


@functools.cache
def grammar(lang: str) -> Grammar:
    """The time expressions of a language, compiled once."""
    return Grammar(lang)
