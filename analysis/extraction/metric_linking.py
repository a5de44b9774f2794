"""Which metric of the codebook a figure belongs to: the frame whose noun is the head of what is counted. No match beats a wrong one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..codebook import Codebook
from ..language.lexicon import fold
from ..language.units import is_measured
from ..records import replace
from . import phrases
from .clauses import Clauses
from .coordination import runs
from .draft import Context, Cues, Draft, Reading
from .frames import Mention

GENERAL = frozenset(
    [
        "person",
        "people",
        "individual",
        "man",
        "woman",
        "child",
        "foreigner",
        "national",
        "citizen",
        "traveller",
        "traveler",
        "passenger",
        "visitor",
        "migrant",
        "resident",
        "trip",
        "case",
        "document",
        "tourist",
        "crossing",
        "member",
        "international",
        "人",
        "人员",
        "人次",
        "者",
        "total",
        "number",
    ]
)  # nouns that the clause's predicate tells more of: 'people were repatriated'


def with_metrics(
    read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, book: Codebook, table: Cues
) -> list[Draft]:
    """Each draft with its metric and where it came from."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.quantity is None or draft.kind in ("measure", "pledge", "trend"):
            out.append(draft)
            continue
        out.append(Linker(read, clauses, out, context, book, table).linked(draft))
    return _of_lists(read, out, clauses, context, book, table)


class Linker:
    """The reading of one sentence up to one figure."""

    def __init__(
        self, read: Reading, clauses: Clauses, done: list[Draft], context: Context, book: Codebook, table: Cues
    ) -> None:
        self.read, self.clauses, self.done = read, clauses, done
        self.context, self.book, self.table = context, book, table
        self.reaches: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}

    def linked(self, draft: Draft) -> Draft:
        """A draft with metric, head and what is counted."""
        at = self.clauses.figures.get(draft.start)
        if at is None:
            return draft
        piece = self.clauses.piece(at)
        figures = sorted(self.clauses.figures.values())
        floor = max([piece.first, *(f + 1 for f in figures if f < at)])
        ceiling = min([piece.last, *(f for f in figures if f > at)])
        if self.table.spaced and ceiling < piece.last:  # 'a daily average of 77,000 trips and peaks of 85,000'
            ceiling = max([i for i in range(at + 1, ceiling) if "AND" in self.clauses.tokens[i].types], default=ceiling)
        return (
            self._relative(draft, at, floor, ceiling) if _relative(draft) else self._counted(draft, at, floor, ceiling)
        )

    # ---- figures that count ------------------------------------------------------------------------------------

    def _counted(self, draft: Draft, at: int, floor: int, ceiling: int) -> Draft:
        right = phrases.behind(self.clauses, at)
        left = phrases.before(self.clauses, at, floor)
        named = self._named(draft, right, at, floor, ceiling) if right else None
        if named is None and (left or not right) and (not self.table.spaced or right is None or draft.unit is None):
            led = left if not self.table.spaced else phrases.subject(self.clauses, at, floor) or left
            named = self._named(draft, led, at, floor, ceiling) if led else None
            right = right or led
        head = self._head(right or left)
        draft = replace(draft, head=draft.head or head)
        if named:
            return self._taken(draft, self._of_cases(named, draft), "own")
        if draft.counted and draft.unit_source == "clause" and (said := self._of_noun(draft, at, floor, ceiling)):
            return self._taken(draft, said, "clause")
        if is_measured(draft.unit) and (worth := self._worth(draft, at, floor, ceiling)):
            return self._taken(draft, worth, "clause")
        last = next((d for d in reversed(self.done) if d.kind in ("level", "rate") and d.counted), None)
        if (
            last
            and not left
            and (right is None or right.head < at)
            and draft.unit
            and (last.unit or "").split("/")[0] == draft.unit.split("/")[0]
        ):
            same = replace(draft, counted=last.counted)
            if said := self._of_noun(same, at, floor, ceiling):
                return self._taken(replace(same, head=last.head), said, "clause")
        if not self.table.spaced and left is None and right is None and (topic := self._topic(draft, at)):
            return self._taken(
                replace(draft, counted=draft.counted or self.read.text[topic.start : topic.end]), topic, "clause"
            )
        if draft.kind == "rate" and (mean := self._mean(draft, right)):
            return self._taken(draft, mean, "clause")
        pair = self.done[-1] if self.done else None
        other = (
            self.book.metrics[pair.metric].pair
            if pair and pair.metric and self.clauses.figures.get(pair.start) == at - 1
            else None
        )
        if other and draft.unit in self.book.metrics[other].units:
            return replace(draft, metric=other, metric_source="clause", rules=(*draft.rules, "metric:pair"))
        before = self._beside(draft, at, floor)
        return before if before else draft

    def _of_cases(self, named: Mention, draft: Draft) -> Mention:
        """查获走私案件11起、抓获嫌疑人3名: the suspects are those of the cases told just before."""
        pairs = {m.pair for m in self.book.metrics.values() if m.pair}
        told = next((d.metric for d in reversed(self.done) if d.metric and self.book.metrics[d.metric].pair), None)
        other = self.book.metrics[told].pair if told else None
        entry = self.book.metrics[named.metric]
        related = other is not None and (entry.part_of == other or self.book.metrics[other].part_of == named.metric)
        if (
            named.metric in pairs
            and other
            and other != named.metric
            and not related
            and draft.unit in self.book.metrics[other].units
        ):
            return Mention(named.start, named.end, other)
        return named

    def _mean(self, draft: Draft, phrase: phrases.Phrase | None) -> Mention | None:
        """'Inspected 70 million entries and exits, an average of 190,000 people a day': the mean of what was told just before."""
        told = [d for d in self.done if d.kind in ("level", "change") and d.earlier is None]
        metric = told[-1].metric if told else None
        general = (
            phrase is None
            or phrases.singular(self.clauses.tokens[phrase.head].text) in GENERAL
            or not self._names(phrase)
        )
        mean = (
            next((m.metric for m in self.book.metrics.values() if metric and m.average_of == metric), None)
            if general
            else None
        )
        found = Mention(draft.start, draft.end, mean) if mean else None
        return found if found and self._fits(found, draft) else None

    def _head(self, phrase: phrases.Phrase | None) -> str | None:
        if phrase is None:
            return None
        word = self.clauses.tokens[phrase.head].text.strip("\"'.")
        return phrases.singular(word) or None

    def _named(self, draft: Draft, phrase: phrases.Phrase, at: int, floor: int, ceiling: int) -> Mention | None:
        """The mention whose noun is the phrase's head; else one that the clause's predicate makes, where the head says little."""
        tokens = self.clauses.tokens
        head, start, end = tokens[phrase.head], tokens[floor].start, tokens[ceiling - 1].end
        if not self.table.spaced and phrase.head < at:
            end = tokens[at].end  # Chinese that tells the noun before its figure tells all of it before
            if "FLOW" in head.types and phrase.head > phrase.first:
                head = tokens[phrase.head - 1]  # 口岸签证签发84.6万证次: the noun of what was done
        inside = [m for m in self.read.mentions if m.start <= head.start < m.end or (m.start < head.end <= m.end)]
        inside = [m for m in inside if self._fits(m, draft) and self._framed(m, at, start, end)]
        inside = [
            m
            for m in inside
            if m.end <= draft.start or m.start >= draft.end or (m.start < draft.start and m.end > draft.end)
        ]
        if phrase.head < at:
            inside = [m for m in inside if m.end >= head.end or self.table.spaced]
        general = phrases.singular(head.text) in GENERAL or (
            not self.table.spaced and head.text.endswith(("人", "人次", "人员", "者"))
        )
        if inside:
            best = self._best(inside, draft)
            return self._whole_of(best, draft, at, ceiling) if best and phrase.head > at else best
        if general:
            clause = [m for m in self.read.mentions if start <= m.start and m.end <= end and self._fits(m, draft)]
            clause = [m for m in clause if self._framed(m, at, start, end)]
            best = self._best(clause, draft)
            if best and self.book.metrics[best.metric].generic < 2:
                return best
        return None

    def _whole_of(self, found: Mention, draft: Draft, at: int, ceiling: int) -> Mention:
        """'38 million planes, ships and trains' counts what they add up to; a figure of each would stand between them."""
        entry, tokens = self.book.metrics[found.metric], self.clauses.tokens
        later = [
            m
            for m in self.read.mentions
            if m.start >= found.end
            and self.book.metrics[m.metric].partition == entry.partition
            and m.metric != found.metric
        ]
        figures = [f for f in self.clauses.figures.values() if f > at and "AMOUNT" in tokens[f].types]
        between = [t for t in tokens if later and found.end <= t.start and t.end <= later[0].start]
        listed = bool(later) and all(t.types & {"COMMA", "AND", "LIST"} for t in between) and not figures
        if entry.partition and entry.adds_up_to and listed:
            return Mention(found.start, found.end, entry.adds_up_to)
        return found

    def _worth(self, draft: Draft, at: int, floor: int, ceiling: int) -> Mention | None:
        """'Smuggled goods valued at 53 million yuan': what an amount of money or weight is of, said before it in its piece."""
        tokens = self.clauses.tokens
        start, end = tokens[floor].start, tokens[ceiling - 1].end
        inside = [m for m in self.read.mentions if start <= m.start and m.end <= end and self._fits(m, draft)]
        return self._best([m for m in inside if self._framed(m, at, start, end)], draft)

    def _of_noun(self, draft: Draft, at: int, floor: int, ceiling: int) -> Mention | None:
        """The metric of a noun that was said before: 'Of these trips, 5.78 million were made by mainland residents'."""
        noun = fold(draft.counted or "").lower()
        tokens = self.clauses.tokens
        told = [f for f in self.clauses.figures.values() if f < at]
        group = [p.first for p in self.clauses.pieces if p.group == self.clauses.piece(at).group]
        start = max([tokens[group[0]].start, *(self._after(f, at) for f in told)])
        end = tokens[ceiling - 1].end
        best: Mention | None = None
        rank = (0, 0)
        for metric, tail in self.read.frames.of_noun(noun, self.context.families):
            mention = Mention(draft.start, draft.end, metric)
            if not (self._fits(mention, draft) and self._framed(mention, at, start, end, noun)):
                continue
            score = (len(tail), -self.book.metrics[metric].generic)
            if best is None or score > rank:
                best, rank = mention, score
        return best

    def _after(self, figure: int, at: int) -> int:
        """Where the words of a figure begin behind another: behind that one's piece, or behind the last joint where both share a piece."""
        tokens, piece = self.clauses.tokens, self.clauses.piece(figure)
        if piece is not self.clauses.piece(at):
            return tokens[min(piece.last, at)].start
        joints = [i for i in range(figure + 1, at) if tokens[i].types & {"AND", "LIST"}]
        return tokens[joints[-1]].end if joints else tokens[figure].end

    def _best(self, mentions: Sequence[Mention], draft: Draft) -> Mention | None:
        """The longest noun, the one that says more, the nearest."""
        rank = self.book.metrics
        return min(
            mentions,
            key=lambda m: (
                -(m.end - m.start),
                rank[m.metric].generic,
                not self.read.frames.frames.asks[m.metric],
                min(abs(m.start - draft.end), abs(draft.start - m.end)),
            ),
            default=None,
        )

    def _framed(self, found: Mention, at: int, start: int, end: int, noun: str = "") -> bool:
        """Does the clause say what the metric's frame asks for, and nothing that it must not say?"""
        if at not in self.reaches:
            self.reaches[at] = self._reach(at)
        around, group = self.reaches[at]
        own = (min(start, found.start), max(end, found.end))
        return bool(self.read.frames.fits(found.metric, own, around, group, noun, (found.start, found.end)))

    def _reach(self, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """How far the words around a figure reach: to the figures beside it, and to the ends of its clause."""
        tokens, figures = self.clauses.tokens, sorted(self.clauses.figures.values())
        group = [p for p in self.clauses.pieces if p.group == self.clauses.piece(at).group]
        first, last = tokens[group[0].first].start, tokens[group[-1].last - 1].end
        before = [self._after(f, at) for f in figures if f < self._led(at) and tokens[f].start >= first]
        after = [tokens[f].start for f in figures if f > at and tokens[f].end <= last]
        reach = (
            last if self.table.spaced else tokens[self.clauses.piece(at).last - 1].end
        )  # Chinese tells the noun before its figure
        return (max([first, *before]), min([reach, *after])), (first, last)

    def _led(self, at: int) -> int:
        """The first figure of the row that a figure is told in: 适用于37个口岸、54个国家 have what leads to them in common."""
        tokens, figures = self.clauses.tokens, sorted(f for f in self.clauses.figures.values() if f < at)
        while figures:
            between = tokens[figures[-1] + 1 : at]
            joined = any(t.types & {"LIST", "AND"} for t in between) and len(between) <= 4
            if not joined or any(
                t.types & VERBAL or t.types & {"COMMA", "SEMI", "PREPOSITION", "BE", "FLOW"} for t in between
            ):
                break
            at = figures.pop()
        return at

    def _fits(self, mention: Mention, draft: Draft) -> bool:
        entry = self.book.metrics[mention.metric]
        if entry.kinds and draft.kind not in entry.kinds:
            return False
        unit = (draft.unit or "").split("/")[0]
        if draft.kind == "rate":
            per = [u for u in entry.units if "/" in u]
            return bool(per and (draft.unit in per or unit in (p.split("/")[0] for p in per)))
        loose = draft.unit is None or (
            draft.quantity is not None and not draft.quantity.known_unit and not is_measured(draft.unit)
        )
        if loose:
            return "percent" not in entry.units
        if unit in CRAFTS and "vehicle_trip" in entry.units:
            return True
        return (
            draft.unit in entry.units
            or unit in entry.units
            or (draft.unit == "percentage_point" and "percent" in entry.units)
        )

    def _taken(self, draft: Draft, found: Mention, source: str) -> Draft:
        entry = self.book.metrics[found.metric]
        loose = draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied  # type: ignore[union-attr]
        unit, unit_source = draft.unit, draft.unit_source
        vague = (
            self.table.spaced and draft.unit in CRAFTS and entry.units[0] == "vehicle_trip"
        )  # English 'trains' may be passages
        implied = draft.unit_source == "clause" and draft.unit != entry.units[0] and "noun_distant" in draft.doubts
        if vague or implied or (loose and not is_measured(draft.unit) and draft.unit not in entry.units):
            unit, unit_source = self._per_of(entry.units[0], draft), "clause"
        return replace(
            draft,
            metric=found.metric,
            metric_source=source,
            unit=unit,
            unit_source=unit_source,
            rules=(*draft.rules, f"metric:{source}"),
        )

    def _per_of(self, unit: str, draft: Draft) -> str:
        """A metric's unit for a figure: a rate of persons is in persons a day."""
        per = (draft.unit or "").partition("/")[2]
        return f"{unit}/{per}" if per and "/" not in unit else unit

    def _beside(self, draft: Draft, at: int, floor: int) -> Draft | None:
        """A level whose noun was said with the figure before: 'rose by 18 percent to 5,000', 2025年3805万人次，2024年为2922万人次."""
        last = self.done[-1] if self.done else None
        if last is None or last.quantity is None:
            return None
        between = self.clauses.between(self.clauses.figures.get(last.start, at) + 1, at)
        if not all(t.types & BESIDE for t in between) or len(between) > 8:
            return None
        same = last.unit == draft.unit or draft.unit is None or not draft.quantity.known_unit  # type: ignore[union-attr]
        led = last.kind == "change" and any("REACH" in t.types for t in between)
        timed = any("TIME" in t.types or t.types & {"LIST", "AND"} for t in between)
        converted = (
            any("OPEN" in t.types for t in between)
            and is_measured(last.unit)
            and is_measured(draft.unit)
            and len(between) == 1
        )
        if converted and last.kind == draft.kind:  # 220 million yuan ($30 million)
            return replace(
                draft,
                metric=last.metric,
                metric_source="clause" if last.metric else "none",
                counted=last.counted,
                head=last.head,
                rules=(*draft.rules, "metric:converted"),
            )
        if last.metric and led:
            units = self.book.metrics[last.metric].units
            unit = draft.unit if draft.unit in units or draft.unit is not None else units[0]
            if unit in units:
                return replace(
                    draft,
                    metric=last.metric,
                    metric_source="clause",
                    unit=unit,
                    counted=draft.counted or last.counted,
                    rules=(*draft.rules, "metric:of_change"),
                )
        if last.kind == draft.kind and same and timed:
            return replace(
                draft, metric=last.metric, metric_source="clause" if last.metric else "none", unit=draft.unit or last.unit, head=draft.head or last.head,
                counted=draft.counted or last.counted, rules=(*draft.rules, "metric:of_list"),
            )  # fmt: skip
        return None

    # ---- changes and shares ------------------------------------------------------------------------------------

    def _relative(self, draft: Draft, at: int, floor: int, ceiling: int) -> Draft:
        tokens = self.clauses.tokens
        start, end = tokens[floor].start if floor < at else draft.start, draft.start
        self.daily = any("DAILY" in t.types for t in tokens[floor:at])
        stop = tokens[ceiling - 1].end
        near = [m for m in self.read.mentions if start <= m.start and m.end <= stop]
        fitting = [m for m in near if self._fits_change(m, draft) and self._framed(m, at, start, stop)]
        phrase = (
            phrases.before(self.clauses, at, floor)
            if not self.table.spaced
            else phrases.subject(self.clauses, at, floor)
        )
        shares = [i for i in range(floor, at) if "SHARE" in tokens[i].types] if draft.kind == "share" else []
        if shares:  # 占入境外国人的61%: what stands behind the verb is the whole
            phrase = phrases.before(self.clauses, shares[0], floor)
            end = tokens[shares[0]].start
        own = self._subject_mention(draft, phrase, fitting, start, end)
        if own is None and not shares:  # 'accounting for 60 percent of all entries': those are the whole
            own = self._object_mention(draft, at, ceiling, fitting)
        if draft.kind == "share" and not draft.base:
            ratio = [
                m
                for m in fitting
                if "percent" in self.book.metrics[m.metric].units and start <= m.start and m.end <= end
            ]
            own = self._best(ratio, draft) or own
        if own:
            whole = draft.kind == "share" and not shares and self._object_mention(draft, at, ceiling, fitting) is own
            found = replace(
                draft,
                metric=own.metric if whole else self._of_share(own.metric, draft),
                metric_source="own",
                rules=(*draft.rules, "metric:own"),
            )
            return replace(
                found,
                counted=draft.counted or self.read.text[own.start : own.end],
                head=draft.head or self._head(phrase),
            )
        parted = self._object_mention(draft, at, ceiling, fitting) if shares else None
        if phrase and self._names(self._own_words(phrase, at)):
            unknown = replace(draft, head=draft.head or self._head(phrase), rules=(*draft.rules, "metric:unknown"))
            return self._part_of_whole(unknown, parted)
        return self._part_of_whole(self._of_level(draft, at), parted)

    def _part_of_whole(self, draft: Draft, whole: Mention | None) -> Draft:
        """'The route accounted for 39 percent of all crossings': a share of a metric that the codebook does not part is told under it."""
        if draft.metric or whole is None:
            return draft
        parted = any(whole.metric in (m.part_of, m.adds_up_to, m.share_of) for m in self.book.metrics.values())
        return (
            draft
            if parted
            else replace(draft, metric=whole.metric, metric_source="clause", rules=(*draft.rules, "metric:of_whole"))
        )

    def _fits_change(self, mention: Mention, draft: Draft) -> bool:
        entry = self.book.metrics[mention.metric]
        if draft.unit == "percentage_point":
            return "percent" in entry.units
        if draft.kind == "change" and all("/" in u for u in entry.units):
            return self.daily
        if draft.kind == "change":
            return not self.daily and (not entry.kinds or "change" in entry.kinds)
        return not entry.kinds or draft.kind in entry.kinds

    def _subject_mention(
        self, draft: Draft, phrase: phrases.Phrase | None, fitting: list[Mention], start: int, end: int
    ) -> Mention | None:
        if phrase is None:
            return None
        head = self.clauses.tokens[phrase.head]
        inside = [
            m
            for m in fitting
            if start <= m.start and m.end <= end and m.start <= head.start + len(head.text) - 1 < m.end
        ]
        if not inside and self.table.spaced:
            inside = [
                m for m in fitting if start <= m.start and m.end <= end and phrases.singular(head.text) in GENERAL
            ]
        return self._best(inside, draft)

    def _object_mention(self, draft: Draft, at: int, ceiling: int, fitting: list[Mention]) -> Mention | None:
        """'A 14 percent rise in illegal crossings', 'an increase of 8,700 arrivals', '40 percent of all entries'."""
        led = self.clauses.line.after(at, "LIGHT|ADV|BASE|HYPHEN* RISE|FALL|SHARE? PREPOSITION LIGHT|WORD{0,3}")
        if led is None:
            return None
        begin, stop = self.clauses.tokens[at + 1].start, self.clauses.tokens[ceiling - 1].end
        inside = [m for m in fitting if begin <= m.start and m.end <= stop]
        first = min((m.start for m in inside), default=0)
        return self._best([m for m in inside if m.start <= first + 24], draft)

    def _own_words(self, phrase: phrases.Phrase, at: int) -> phrases.Phrase:
        """What a phrase says of the subject itself: nothing in 'marking a huge increase of', 'this represents a 6-fold increase'."""
        tokens = self.clauses.tokens
        last, piece = phrase.last, self.clauses.piece(at)
        opens = phrase.first == piece.first or (phrase.first == piece.first + 1 and "AND" in tokens[piece.first].types)
        if tokens[phrase.first].text.lower() in ANAPHORA or (
            opens and piece.opened and "ING" in tokens[phrase.first].types
        ):
            return phrases.Phrase(phrase.first, phrase.first, phrase.first)
        articles = [i for i in range(phrase.first, last) if tokens[i].text.lower() in ("a", "an")]
        if articles and (last == at or tokens[last].types & {"RISE", "FALL", "QTY"}):
            last = articles[-1]
        return phrases.Phrase(phrase.first, last, phrase.head)

    def _names(self, phrase: phrases.Phrase) -> bool:
        """Does a phrase say what a change is of, in words that no metric has?"""
        words = self.clauses.tokens[phrase.first : phrase.last]
        places = [m.span() for m in self.read.scopes]
        words = [
            t
            for t in words
            if not any(a <= t.start and t.end <= b for a, b in places) and not ("CAP" in t.types and t.start)
        ]
        return any(not t.types & LIGHT_TYPES and len(t.text) > 1 and t.text.lower() not in ANAPHORA for t in words)

    def _of_share(self, metric: str, draft: Draft) -> str | None:
        if draft.kind != "share" or draft.base:
            return metric
        if "percent" in self.book.metrics[metric].units:
            return metric
        return next((m.metric for m in self.book.metrics.values() if m.share_of == metric), None)

    def _of_clause(self, draft: Draft, at: int) -> Mention | None:
        """出入境人员增幅明显，同比增长15%: the noun of the clause before, where that clause has no figure."""
        pieces = self.clauses.pieces[: self.clauses.piece(at).number]
        for piece in reversed(pieces):
            if self.clauses.has(piece, "QTY"):
                return None
            if "PART" in self.clauses.tokens[piece.first].types and piece.number:
                continue  # 'means of transport, among them ships and trains, rose': the subject stands before
            start, end = self.clauses.tokens[piece.first].start, self.clauses.tokens[piece.last - 1].end
            inside = [
                m for m in self.read.mentions if start <= m.start and m.end <= end and self._fits_change(m, draft)
            ]
            if found := self._best([m for m in inside if self._framed(m, at, start, end)], draft):
                return found
        return None

    def _topic(self, draft: Draft, at: int) -> Mention | None:
        """空港口岸出入境客流增幅明显，预计日均达到7.9万人次: the noun of a clause before that has no figure of its own."""
        for piece in reversed(self.clauses.pieces[: self.clauses.piece(at).number]):
            if self.clauses.has(piece, "QTY") or piece.group != self.clauses.piece(at).group:
                return None
            start, end = self.clauses.tokens[piece.first].start, self.clauses.tokens[piece.last - 1].end
            inside = [m for m in self.read.mentions if start <= m.start and m.end <= end and self._fits(m, draft)]
            if found := self._best(
                [m for m in inside if self._framed(m, at, start, self.clauses.tokens[at].end)], draft
            ):
                return found
        return None

    def _of_level(self, draft: Draft, at: int) -> Draft:
        """A change or share with no noun of its own is of the figure said last in its sentence; else of the one before the sentence."""
        earlier = [
            d for d in self.done if d.quantity and d.kind in ("level", "rate", "change", "share") and d.earlier is None
        ]
        if draft.unit == "percentage_point":
            earlier = [d for d in earlier if d.unit == "percent"]
        levels = [d for d in earlier if d.kind in ("level", "rate")]
        group = self.clauses.piece(at).group
        near = [d for d in levels or earlier if self.clauses.piece(self.clauses.figures[d.start]).group == group]
        anchor = next(reversed(near or levels or earlier), None)
        if anchor is not None:
            metric = (
                self._of_share(anchor.metric, draft) if anchor.metric and anchor.kind != draft.kind else anchor.metric
            )
            return replace(
                draft, metric=metric, metric_source="clause" if metric else "none", counted=draft.counted or anchor.counted, head=draft.head or anchor.head,
                scope=anchor.scope, rules=(*draft.rules, "metric:of_level"),
            )  # fmt: skip
        if told := self._of_clause(draft, at):
            return replace(
                draft,
                metric=self._of_share(told.metric, draft),
                metric_source="clause",
                head=draft.head,
                counted=draft.counted or self.read.text[told.start : told.end],
                rules=(*draft.rules, "metric:of_clause"),
            )
        silent = not self._names(self._own_words(phrases.Phrase(0, at, at - 1), at)) if at else True
        if draft.kind == "change" and self.context.metric and silent and not self.read.sentence.in_headline:
            return replace(
                draft,
                metric=self.context.metric,
                metric_source="carried",
                doubts=(*draft.doubts, "metric_carried"),
                rules=(*draft.rules, "metric:carried"),
            )
        return draft


CRAFTS = ("vehicle", "flight")  # units of what makes a passage
VERBAL = frozenset(["RISE", "FALL", "EVENT", "ED", "ING", "SAY", "SHARE", "REACH"])
BESIDE = frozenset(
    [
        "TIME",
        "BASE",
        "COMMA",
        "LIST",
        "AND",
        "REACH",
        "LIGHT",
        "PREPOSITION",
        "BE",
        "OPEN",
        "RESPECTIVELY",
        "MEASURE_NOUN",
        "THAN",
        "ADV",
        "FROM",
    ]
)
LIGHT_TYPES = frozenset(
    [
        "LIGHT",
        "MEASURE_NOUN",
        "TIME",
        "BASE",
        "PREPOSITION",
        "AND",
        "RISE",
        "FALL",
        "REACH",
        "BE",
        "THAN",
        "DAILY",
        "CUMULATIVE",
        "RESPECTIVELY",
        "COMMA",
        "THEN",
        "ADV",
        "PART",
        "SHARE",
        "RELATIVE",
        "SUBORDINATE",
        "RECORD",
    ]
)
ANAPHORA = frozenset(
    [
        "route",
        "routes",
        "border",
        "borders",
        "region",
        "airport",
        "port",
        "path",
        "corridor",
        "both",
        "there",
        "figure",
        "路线",
        "口岸",
        "this",
        "that",
        "it",
        "they",
        "these",
        "those",
        "同比",
        "环比",
        "该",
        "这",
        "它",
    ]
)


def _relative(draft: Draft) -> bool:
    return draft.kind in ("change", "share") or draft.unit in ("percent", "percentage_point", "multiple")


def _of_lists(
    read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, book: Codebook, table: Cues
) -> list[Draft]:
    """Figures told in a row: each goes to its own level or noun; where the nouns are not told apart, to the one they share."""
    out = list(drafts)
    marked = any("RESPECTIVELY" in t.types for t in clauses.tokens)
    rows: list[list[int]] = []
    for run in runs(read, out, table):
        first = out[run[0]]
        before = [
            k for k, d in enumerate(out[: run[0]]) if d.quantity and d.kind in ("level", "rate") and d.earlier is None
        ]
        levels = (
            rows[-1]
            if rows and len(rows[-1]) == len(run)
            else before[-len(run) :]
            if len(before) == len(run) or (marked and len(before) >= len(run))
            else []
        )
        if all(out[k].kind in ("change", "share") for k in run) and levels:
            for k, level in zip(run, (out[n] for n in levels), strict=True):
                out[k] = replace(
                    out[k],
                    metric=level.metric,
                    metric_source="clause" if level.metric else "none",
                    counted=level.counted,
                    head=level.head,
                    period=level.period or out[k].period,
                    rules=(*out[k].rules, "respectively:levels"),
                )
            continue
        if all(out[k].kind == first.kind for k in run):
            nouns = _of_partition(read, out, run, clauses, context, book) or (
                _nouns_before(read, first, clauses, book, len(run)) if marked and first.metric else []
            )
            for n, k in enumerate(run):
                metric = nouns[n].metric if nouns else first.metric if out[k].metric is None else None
                if metric:
                    out[k] = replace(
                        out[k], metric=metric, metric_source="clause", rules=(*out[k].rules, "metric:of_list")
                    )
        if all(out[k].kind in ("level", "rate") for k in run):
            rows.append(run)
    return out


def _tells(read: Reading, mention: Mention) -> bool:
    """Does a noun tell one metric from another? 'Crossing' is of them all."""
    return phrases.singular(read.text[mention.start : mention.end]) not in PASSAGES


PASSAGES = frozenset(
    ["trip", "crossing", "people", "person", "individual", "case", "visit", "entry", "exit", "total", "number"]
)


def _of_partition(
    read: Reading, drafts: list[Draft], run: list[int], clauses: Clauses, context: Context, book: Codebook
) -> list[Mention]:
    """'Mainland residents, residents of Hong Kong and foreigners made 159, 136 and 38 million trips': as many parts of one whole as figures."""
    first = drafts[run[0]]
    begin = max([0, *(d.end for d in drafts[: run[0]] if d.quantity and d.kind in ("level", "rate"))])
    start = max(
        begin,
        clauses.tokens[
            next(p.first for p in clauses.pieces if p.group == clauses.piece(clauses.figures[first.start]).group)
        ].start,
    )
    ahead = [m for m in read.mentions if start <= m.start and m.end <= first.start and _tells(read, m)]
    unit = (first.unit or "").split("/")[0]
    for name in {book.metrics[m.metric].partition for m in ahead} - {""}:
        row: list[Mention] = []
        for mention in sorted(
            (m for m in ahead if book.metrics[m.metric].partition == name), key=lambda m: (m.start, m.start - m.end)
        ):
            inside = row and mention.start < row[-1].end
            sure = first.quantity is not None and first.quantity.known_unit
            counts = not unit or unit in book.metrics[mention.metric].units or not sure
            if not inside and mention.metric not in {m.metric for m in row} and counts:
                row.append(mention)
        if len(row) == len(run):
            return row
    return []


def _nouns_before(read: Reading, first: Draft, clauses: Clauses, book: Codebook, count: int) -> list[Mention]:
    """The nouns in a row before a 'respectively' list, as many as its figures; none where their number differs."""
    kept: list[Mention] = []
    for m in sorted(
        (m for m in read.mentions if m.end <= first.start and _tells(read, m)), key=lambda m: (m.start, m.start - m.end)
    ):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    units = book.metrics[str(first.metric)].units
    kept = [m for m in kept if set(book.metrics[m.metric].units) & set(units)]
    if len(kept) == count and len({m.metric for m in kept}) == count:
        return kept
    return _of_segments(read, first, clauses, units, count)


def _of_segments(read: Reading, first: Draft, clauses: Clauses, units: tuple[str, ...], count: int) -> list[Mention]:
    """查获偷渡人员、遣返外国人分别为300名、400名: what leads to the figures, cut at its joints; each part with the metric whose frame it fills."""
    at = clauses.figures[first.start]
    begin = clauses.piece(at).first
    joints = [i for i in range(begin, at) if clauses.tokens[i].types & {"LIST", "AND"}]
    edges = [begin, *(j + 1 for j in joints), at]
    if len(edges) != count + 1:
        return []
    row: list[Mention] = []
    for a, b in itertools.pairwise(edges):
        start, end = clauses.tokens[a].start, clauses.tokens[b - 1].end
        inside = [
            m
            for m in read.mentions
            if start <= m.start and m.end <= end and read.frames.fits(m.metric, (start, end), span=(m.start, m.end))
        ]
        if not inside:
            return []
        row.append(max(inside, key=lambda m: (m.end - m.start, m.end)))
    return row if len({m.metric for m in row}) == count else []
