"""The time expressions of each language, compiled from lexicon/periods.toml."""

from __future__ import annotations

import functools
import re
from typing import Any

from .lexicon import alternatives, lexicon
from .patterns import later
from .trie import Scanner


class Grammar:
    """The time expressions of one language, compiled from lexicon/periods.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("periods")
        self.lang, self.spaced = lang, lang == "en"

        def by_word(name: str) -> dict[str, Any]:
            return {word.lower(): row["value"] for row in rows[name] for word in row[lang]}

        self.months, self.weekdays, self.years = by_word("months"), by_word("weekdays"), by_word("years")
        self.sizes, self.steps, self.days, self.halves = map(by_word, ("sizes", "steps", "days", "halves"))
        self.sides, self.counts, self.tens, self.eras = map(by_word, ("sides", "counts", "tens", "eras"))
        self.seasons, self.edge_sides = by_word("seasons"), by_word("edge_sides")
        self.holidays = [(word, row["name"]) for row in rows["holidays"] for word in row[lang]]
        self.same_unit = by_word("same_unit")  # and how many months each has
        self.same_day = set(rows["same_day"][lang])
        self.bare_years = set(rows["bare_years"][lang])
        self.ordinals = {w: r["value"] for r in lexicon("numbers")["ordinals"] for w in r[lang]}
        numbers = alternatives([w for r in lexicon("numbers")["digits"] for w in r[lang] if r["value"] < 21])
        lists = {"months": self.months, "years": self.years, "weekdays": self.weekdays, "spans": self.sizes}
        lists |= {name: by_word(name) for name in ("told_days", "told_days_at_head")}
        lists |= {"days": self.days, "counts": self.counts, "tens": self.tens, "eras": self.eras}
        parts = {name: alternatives(list(words)) for name, words in lists.items()} | {"numbers": numbers}
        parts["rels"] = alternatives(list(self.steps))
        named = [*rows["named_days"], *rows["easter_days"], *rows["moon_days"]]
        parts["named"] = alternatives([day for day in named if day.isascii() == self.spaced])
        self.steps |= {"": 0, **by_word("steps_in_patterns")}
        macros = parts
        for name, pattern in rows["macros"][lang].items():
            macros = macros | {name: fill(pattern, macros)}
        patterns, self.ids = [], {}
        edge = r"(?<![\w.,/$])" if self.spaced else r"(?<![\d.])"
        for row in rows["point"]:
            for number, pattern in enumerate(row[lang]):
                key = f"{row['id']}__{number}"
                self.ids[key] = row["id"]
                body = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}__\1>", fill(pattern, macros))
                patterns.append(f"(?P<{key}>{edge}(?:{body}))")
        self.republic = [later("|".join(rows[name][lang]) or "(?!)") for name in ("republic_always", "republic_years")]
        self.counts_republic = later("|".join(rows["counts_republic"][lang]) or "(?!)")
        self.points = patterns
        self.point = Scanner(patterns, lang, re.IGNORECASE if self.spaced else 0, edge=self.spaced)
        self._compile_joins(rows["join"], lang)
        self._compile_parts(rows, macros, lang)

    def _compile_joins(self, join: dict[str, Any], lang: str) -> None:
        # 我国截至6月底: Chinese sets no space before a word that begins no other.
        edge = (
            r"(?<!\w)"
            if self.spaced
            else r"(?:(?<!\w)|(?=截)|(?=直[到至])|(?<![来各亲独私擅出源始])(?=自)|(?<![遵服听顺自])(?=从))"
        )
        self.before = {
            k: later(rf"{edge}(?:{alternatives(join[k][lang])}) ?(?:the )?$", re.I)
            for k in ("since", "until", "from", "before", "after")
        }
        hour = ""
        if self.spaced:
            hour = rf"(?:(?:{alternatives(join['until_hour'][lang])}|\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d{{1,2}}:\d\d)(?: (?:on|local time on))?,? )?"
            self.before["until"] = later(rf"{edge}(?:{alternatives(join['until'][lang])}) (?:the )?{hour}$", re.I)
        events = rf"(?:[^\W\d][\w'-]* ){{0,8}}(?:{alternatives(join['since_event'][lang])}) (?:(?:on|in|at|from) )?"
        nouns = rf"(?:the|its|their) (?:{alternatives(join['since_noun'][lang])}) of (?:[\w'-]+ ){{1,7}}(?:on|in|at) "
        self.since_ends = later(rf"[,.;)]|$| (?:{alternatives(join['since_ends'][lang])})\b")
        self.since_noun = later(rf"\bsince {nouns}(?:the )?$" if self.spaced else "(?!)", re.I)
        self.since_event = later(rf"\bsince {events}(?:the )?$" if self.spaced else "(?!)", re.I)
        self.since_when = later(rf" ?(?:{alternatives(join['since_when'][lang])}) ", re.I)
        self.until_not = later(rf"(?:{alternatives(join['until_not'][lang])}) $", re.I)
        self.after = later(rf" ?(?:{alternatives(join['since_after'][lang])})", re.I)
        ends = {"before": "before_after", "after": "after_after", "since": "since_behind"}
        self.behind = {k: later(rf" ?(?:{alternatives(join[v][lang])})", re.I) for k, v in ends.items()}
        # 自5月1日实施59国免签政策以来, 自上个月开展“猎鹰-2018”行动以来
        event = r"""(?:"[^"]{1,20}"|[^,，。;；\d]|\d{1,3}(?=国|个国家|小时|条|项)){0,60}?"""
        self.around = later(rf"{event}(?:{alternatives(join['since_around'][lang])})")
        self.led_around = later(rf"{event}(?:{alternatives(join['since_led_around'][lang])})(?=[,，至到共已累])")
        begun = rf"(?:[^,，。;；\d]{{0,6}}(?:{alternatives(join['begun'][lang])}))?"  # 自8月20日启动至9月30日
        clock = "" if self.spaced else rf"(?:\d{{1,2}}[时点])?{begun}"
        self.to = later(rf"{clock},? ?(?:{alternatives(join['to'][lang])}) ?(?:the )?{hour}", re.I)
        of, at, day = ({*join[side][lang]} for side in ("hour_of", "hour_at", "weekday_of"))
        self.hour_of, self.hour_at, self.weekday_of = of, at, day
        self.pair = later(rf" ?(?:{alternatives(join['pair'][lang])}) ?(?:the )?", re.I)
        self.as_of_hour = later(
            rf"(?:{alternatives(join['as_of_hour'][lang])})(?:{alternatives([w for w in join['hour_at'][lang] if w])})?$",
            re.I,
        )
        self.each_its_own = later(alternatives(lexicon("cues")["respectively"]["words"][lang]))
        self.within = later(alternatives(join["within"][lang]))

    def _compile_parts(self, rows: dict[str, Any], macros: dict[str, str], lang: str) -> None:
        cue = rows["month_cue"]
        self.month_cue = later(rf"(?:^|{alternatives(cue['before'][lang])})[ -](?:the )?$", re.I)
        self.month_does = (
            later(rf" (?:{alternatives(cue['behind'][lang])})\b| with \d") if self.spaced else later("(?!)")
        )
        # 'In January 52,278, February 55,381 and March 74,890 were issued', 'October had nearly 17,300, September almost 7,700'
        told = rf"(?:{alternatives(cue['behind'][lang])})" if self.spaced else "(?!)"
        hedge = alternatives(cue["hedges"][lang]) if self.spaced else "(?!)"
        self.month_row = later(
            rf"(?:{macros['months']})\.? (?:(?:{told}) )?(?:(?:{hedge}) )?[\d,.]+(?: [a-z]+){{0,2}}[,;]? (?:and )?$",
            re.I,
        )
        self.hedged = later(rf" (?:{hedge}) \d")
        self.no_time = later(alternatives(cue["not_behind"][lang]) if cue["not_behind"][lang] else "(?!)")
        self.never_month = set(cue["never"][lang])
        behind = "" if self.spaced else f"的?(?!{alternatives(rows['never_an_edge'][lang])})"
        gap = r"[ -](?:the )?" if self.spaced else ""
        self.edges = [
            (side, later(rf"(?<!\w)(?:{alternatives(row[lang])}){gap}$" if self.spaced else behind + f"(?:{alternatives(row[lang])})", re.I))
            for side, row in rows["edge"].items()
            if row[lang]
        ]  # fmt: skip
        part = rows["part"]
        anchor = (r"(?<![\w-])", "$") if self.spaced else ("", "")
        self.parts = {
            kind: later(f"{anchor[0]}(?:{fill(part[kind][lang], macros)}){anchor[1]}", re.I)
            for kind in ("nth", "some", "from", "up_to")
            if part[kind][lang]
        }
        self.side_first = set(part["side_first"][lang])


def fill(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with its {words} filled in."""
    return re.sub(r"\{([a-z]\w*)\}", lambda m: macros[m[1]], pattern)


@functools.cache
def grammar(lang: str) -> Grammar:
    """The time expressions of a language, compiled once."""
    return Grammar(lang)
