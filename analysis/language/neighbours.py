"""The words beside numbers in one language: signs, measures, nouns, modifiers, compiled from the lexicon."""

from __future__ import annotations

import re
from typing import Any

from .lexicon import alternatives, lexicon, listed, per_codebook, plural, word_list
from .patterns import later
from .units import measures

FLAGS = re.IGNORECASE
ENDING = 4  # letters by which the modifier that a text may end in is looked up


class Neighbours:
    """The words beside a number in one language, compiled from the lexicon."""

    def __init__(self, lang: str) -> None:
        import ahocorasick_rs

        self.lang = lang
        self.spaced = lang == "en"
        units, cues = lexicon("units"), lexicon("cues")
        self.units = units["units"]
        self.measures = measures(lang)
        self.nouns = self._nouns()
        self.words_of_nouns = list(self.nouns)
        self.automaton = ahocorasick_rs.AhoCorasick(self.words_of_nouns)
        self._modifiers(lexicon("modifiers"))
        self._spans_of_time(units)
        self._noun_phrases(cues["noun_phrase"], cues["stop"])
        self._verbs(cues)
        self._wholes(cues)
        self._not_claimed(cues["not_claimed"], cues["dateline"]["by"][lang])

    def _modifiers(self, rows: dict[str, Any]) -> None:
        """What makes a number more, less or about: before it and behind it."""
        lang = self.lang
        before = {m: later(rf"(?:{alternatives(r['before'][lang])})\s*$", FLAGS) for m, r in rows.items()}
        ends = {word[-ENDING:].lower() for r in rows.values() for word in r["before"][lang]}
        # The modifiers that a text with these last letters can end in, in order.
        self.before = {
            end: [(m, before[m]) for m, r in rows.items() if any(_may_end(w.lower(), end) for w in r["before"][lang])]
            for end in ends
        }
        self.after = [
            (m, later(rf" ?(?:{alternatives(r['after'][lang])})", FLAGS)) for m, r in rows.items() if r["after"][lang]
        ]
        self.any_after = later("|".join(pattern.pattern for _, pattern in self.after), FLAGS)

    def _spans_of_time(self, units: dict[str, Any]) -> None:
        """The words that make a number one per span of time or per measure."""
        lang = self.lang
        self.per = {w: span for span, row in units["per"].items() for w in row[lang]}
        self.per_noun = later(r"(?:(?P<per> per )|/|(?P<article> an? ))(?P<noun>[a-z]{2,12}\b)", FLAGS)
        earlier = alternatives(units["per_not"]["before"][lang])
        gap = "[ ,]*" if self.spaced else " *"  # ,日均13万 begins another figure
        self.per_after = later(rf"{gap}(?:{alternatives(list(self.per))})(?! ?(?:{earlier}))", FLAGS)
        hints = {w.split()[0] for w in self.per} - {"a", "an", "on", "-a-day", "a-day"} | {"average"}
        half = lexicon("numbers")["and_half"][lang]
        self.half_more = later(rf"(?:{alternatives(half)})(?![年月天日夜数边以])" if half else "(?!)", FLAGS)
        self.per_hint = later("|".join(map(re.escape, sorted(hints))), FLAGS)
        distant = [w for w in self.per if w.split()[0] in ("every", "each", "per")]
        self.per_later = later(rf"[^,;.\d]{{1,60}}?(?P<per>{alternatives(distant)})", FLAGS) if distant else None
        # 'As many as 300 are now arriving daily': the adverb of a verb of moving.
        adverbs, moves = ([w for w in words if w.isalpha()] for words in (self.per, word_list("goes", lang)))
        led = "".join(f"(?<!{word} )" for word in word_list("never_before_daily", lang))
        closed = rf"(?![ -](?!{'|'.join(word_list('behind_daily', lang))})[a-z])"
        verb = rf"(?:[^,;.\d]{{1,30}}, on average,)?[^,;.\d]{{0,40}}? (?:{alternatives(moves)})(?: [a-z]+){{0,4}}? "
        self.per_adverb = later(rf"{verb}{led}(?P<per>{alternatives(adverbs)}){closed}", FLAGS) if self.spaced else None
        # 'On average, 2.1 million people are expected to cross the border daily': said far behind.
        self.per_far = (
            later(rf"[^;.\d]{{1,110}}?(?P<per>{alternatives(list(self.per))})", FLAGS) if self.spaced else None
        )
        self.on_average = later(r"\bon average,? $|\ban average of $|\baverage of about $", FLAGS)
        ahead = [w for w in self.per if w.split()[0] not in ("a", "an", "per")]
        names = alternatives(list(word_list("daily_names", lang))) if self.spaced else "(?!)"
        self.per_before = later(rf"(?:{alternatives(ahead)})(?! (?:{names}))[^,，.;。；]{{0,40}}$", FLAGS)
        spans = [w for unit in ("day", "week", "month", "year", "hour") for w in self.units[unit][lang]]
        self.span_of_time = later(rf"[\w.,-]+(?: [a-z]+)? (?:{'|'.join(spans)})s?\b", FLAGS)

    def _noun_phrases(self, nouns: dict[str, Any], stop: dict[str, Any]) -> None:
        """What belongs to the noun phrase beside a number, and where it stops."""
        lang = self.lang
        self.articles = frozenset(nouns["articles"][lang])
        self.plural_modifiers = frozenset(nouns["plural_modifiers"][lang])
        self.no_plurals = frozenset(nouns["no_plurals"][lang])
        self.placing = frozenset(nouns["placing"][lang])
        self.number_of = later(rf"(?:{alternatives(nouns['number_of'][lang])}) of(?: the)? $", FLAGS)
        self.left_stop = later(alternatives(stop["left"][lang]), FLAGS)
        self.right_stop = later(alternatives(stop["right"][lang]), FLAGS)

    def _verbs(self, cues: dict[str, Any]) -> None:
        """The verbs that move a number or say it."""
        lang = self.lang
        verbs = [w for part in ("up", "down", "moves") for w in cues[part]["verb"][lang]]
        self.moved = later(rf"(?:{alternatives(verbs)})[^,;.]*$", FLAGS)
        self.noun_of = later(
            rf"(?:{alternatives(verbs)})(?: in [^,;.\d]{{1,60}})? of (?:about |nearly |some )?(?:US|HK|A|C)?[$£€¥]?$|[(（]\+[$£€¥]?$",
            FLAGS,
        )
        self.verb = later(alternatives(verbs), FLAGS)
        self.verb_end = later(rf"(?:{alternatives([*verbs, *cues['changes']['verbs'][lang]])})$", FLAGS)
        said = alternatives(cues["predicate"]["verbs"][lang])
        self.predicate_verb = later(said, FLAGS)
        self.predicate = later(
            rf"(?: [a-z]+ed)?(?: (?:in|during|for|over|by))?(?: (?:had|has|have))? (?:{said}|(?:{alternatives(verbs)})(?: [a-z]+ly)? (?:to|by)) ?",
            FLAGS,
        )

    def _wholes(self, cues: dict[str, Any]) -> None:
        """What tells a total, a part of it, or the head of a list."""
        lang = self.lang
        self.list_head = later(rf"[ ]*(?:\w+ )?(?:{alternatives(cues['list_head']['nouns'][lang])})", FLAGS)
        self.inside_measure = later(alternatives(lexicon("numbers")["inside"][lang]))
        self.or_equal = later(rf" ?(?:{alternatives(cues['or_equal']['words'][lang])})", FLAGS)
        self.of_these = later(rf"(?:{alternatives(cues['of_these']['words'][lang])}),? ?$", FLAGS)
        self.beside = later(rf"(?:{alternatives(cues['running_total']['beside'][lang])})(?: the| all)? ?$", FLAGS)
        self.total_of = later(alternatives(cues["running_total"]["words"][lang]), FLAGS)

    def _not_claimed(self, missed: dict[str, Any], by: list[str]) -> None:
        """What makes a number an age, a reference or a name."""
        lang = self.lang
        self.age_after = later(rf"[\"']?[ -]?(?:{alternatives(missed['age'][lang])})", FLAGS)
        self.hotlines = frozenset(missed["hotlines"][lang])
        lines = alternatives(missed["line_behind"][lang]) if missed["line_behind"][lang] else "(?!)"
        self.line_behind = later(rf"[\u4e00-\u9fff]{{0,8}}?(?:{lines})")
        self.emergency = frozenset(missed["emergency"][lang])
        self.emergency_after = later(
            alternatives(missed["emergency_after"][lang]) if missed["emergency_after"][lang] else "(?!)"
        )
        self.writer = later(rf"(?:{alternatives(by)}) ?[\u4e00-\u9fff]{{1,2}}$")
        self.digits_after = later(alternatives(missed["digits_after"][lang]), FLAGS)
        self.reference_after = later(rf"[ ]?(?:{alternatives(missed['reference_after'][lang])})", FLAGS)
        self.reference_before = later(rf"(?:{alternatives(missed['reference_before'][lang])})[ .:]*$")
        base = alternatives(missed["per_before"][lang])
        self.per_before_number = later(rf"(?:{base}) ?$|[\d\u4e00-\u9fff]/$", FLAGS)
        self.per_number = later(rf"(?:[ -][A-Za-z][a-z]*){{0,6}}? (?:{base}) ", FLAGS)
        gap = " " if self.spaced else ""
        small = alternatives([w for r in lexicon("numbers")["digits"] for w in r[lang] if r["value"] < 21])
        label, joint = rf"(?:\d{{1,3}}|{small})", "(?:,? (?:and|&|to|or) |, )"
        self.age_before = later(
            rf"(?:{alternatives(missed['age_before'][lang])}) (?:{label}(?: years?)?{joint}){{0,6}}$", FLAGS
        )
        labels = alternatives(missed["labels_before"][lang]) if self.spaced else "(?!)"
        self.labels_before = later(rf"\b(?:{labels}) (?P<more>(?:{label}{joint}){{0,8}})$", re.I)
        self.next_label = later(rf"{joint}{label}\b", re.I)
        self.label_before = later(rf"(?:{alternatives(missed['label_before'][lang])}){gap}$")
        self.code_after = later(rf" (?:{alternatives(missed['code_after'][lang])})")
        self.street = later(rf" (?:[A-Z0-9]\w*\.? ){{1,3}}(?:{alternatives(missed['street'][lang])})")
        self.person_before = later(r"\b[A-Z][a-z]+, $" if self.spaced else "(?!)")
        self.name_after = later(alternatives(missed["name_after"][lang]))

    def per_span(self, words: str) -> str:
        """The span of time that words as found are per: ', a  day' => 'day'."""
        return self.per[re.sub(r"\s+", " ", words.strip(" ,").lower())]

    def last_noun(self, text: str) -> str | None:
        """The noun that ends last in a text, the longest of those that end there."""
        last = max(((end, end - start, number) for number, start, end in self._nouns_in(text)), default=None)
        return self.words_of_nouns[last[2]] if last else None

    def first_noun(self, text: str) -> str | None:
        """The noun that begins first in a text, the longest of those that begin there."""
        first = max(((-start, end - start, number) for number, start, end in self._nouns_in(text)), default=None)
        return self.words_of_nouns[first[2]] if first else None

    def _nouns_in(self, text: str) -> list[tuple[int, int, int]]:
        """The nouns of a text by their numbers, with where they stand; one of a single sign ends it: 火车票 is no 车."""
        found = self.automaton.find_matches_as_indexes(text, overlapping=True)
        return [(number, start, end) for number, start, end in found if end - start > 1 or end == len(text)]

    def _nouns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for unit, row in self.units.items():
            for word in row["en"] if self.spaced else row["zh_nouns"]:
                found.setdefault(word.lower(), unit)
                if self.spaced and len(word) > 2:
                    found.setdefault(plural(word.lower()), unit)  # no 'pcs' of 'pc'
        return found


def _may_end(word: str, letters: str) -> bool:
    """Can a text that ends in these letters end in the word?"""
    return word.endswith(letters) or letters.endswith(word)


@per_codebook
def neighbours(lang: str) -> Neighbours:
    """The words beside numbers in a language, compiled once."""
    return Neighbours(lang)


def all_units() -> list[str]:
    """The unit ids that the lexicon can read."""
    return list(lexicon("units")["units"])


def unit_words(lang: str) -> list[str]:
    """Every word for a unit in a language."""
    return listed(lexicon("units")["units"], lang)
