"""Constraints solved with HiGHS: can these statements all hold, which smallest set cannot, what do they leave for another?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import highspy
import numpy as np
from highspy import _core

from ..language.date_arithmetic import ONE_DAY
from .intervals import Interval
from .statements import Amount, Part, Statement, Terms

INF = highspy.kHighsInf
OPEN = 1e-6  # how far inside an open end a value must lie, relative to the bound
TOLERANCE = 1e-9
Weights = dict[int, float]
Line = tuple[Weights, float, float]  # coefficients by variable, lower and upper bound


@dataclass(frozen=True)
class System:
    """The amounts that statements speak of, as variables: elementary stretches of time, or points; scaled per amount."""

    variables: dict[Part, list[int]]
    stretches: dict[Amount, dict[date, int]]  # of a flow: the variable that begins on each day
    scales: dict[Amount, float]
    size: int
    cuts: dict[
        Amount, list[date]
    ]  # the days on which stretches may begin; where none begins, nothing is said of the time
    made: dict[int, list[Line]] = field(default_factory=dict)  # the lines of each statement, by its identity

    def weights(self, terms: Terms) -> Weights:
        """A sum of amounts over the variables, in the unit of the statement."""
        found: Weights = defaultdict(float)
        for part, factor in terms:
            for variable in self.variables[part]:
                found[variable] += factor * self.scales[part.amount]
        return dict(found)

    def part(self, part: Part) -> Part:
        """A part of a flow that begins and ends where statements do, made known to the system."""
        if part not in self.variables:
            begins = self.stretches[part.amount].items()
            self.variables[part] = [v for day, v in begins if part.period[0] <= day <= part.period[1]]
        return part

    def covers(self, part: Part) -> bool:
        """Do statements speak of all of a part's time? Of two months that are told a quarter is not known."""
        first, last = part.period
        known = self.stretches[part.amount]
        return all(day in known for day in self.cuts[part.amount] if first <= day <= last)

    def lines(self, statement: Statement) -> list[Line]:
        """The statement as rows, each scaled so that its largest coefficient is 1."""
        if id(statement) not in self.made:
            self.made[id(statement)] = self._lines(statement)
        return self.made[id(statement)]

    def _lines(self, statement: Statement) -> list[Line]:
        low, high = _inside(statement.bounds)
        top = self.weights(statement.terms)
        if not statement.base:
            return [_scaled((top, -INF if low is None else low, INF if high is None else high))]
        base = self.weights(statement.base)
        made: list[Line] = []
        if low is not None:
            made.append(_scaled((_plus(top, base, -low), 0.0, INF)))
        if high is not None:
            made.append(_scaled((_plus(top, base, -high), -INF, 0.0)))
        return made


def _inside(bounds: Interval) -> tuple[float | None, float | None]:
    low, high = bounds.low, bounds.high
    if low is not None and bounds.low_open:
        low += OPEN * max(abs(low), 1e-3)
    if high is not None and bounds.high_open:
        high -= OPEN * max(abs(high), 1e-3)
    return low, high


def _plus(a: Weights, b: Weights, factor: float) -> Weights:
    return {v: a.get(v, 0.0) + factor * b.get(v, 0.0) for v in {*a, *b}}


def _scaled(line: Line) -> Line:
    weights, low, high = line
    size = max([abs(w) for w in weights.values()], default=1.0) or 1.0
    return {v: w / size for v, w in weights.items()}, low / size, high / size


def system(found: Sequence[Statement]) -> System:
    """Cut each amount's time at every first and last day that a statement names; scale it by its largest figure."""
    cuts: dict[Amount, set[date]] = defaultdict(set)
    scales: dict[Amount, float] = defaultdict(lambda: 1.0)
    parts = dict.fromkeys(part for s in found for part in s.parts)
    for part in parts:
        cuts[part.amount].update((part.period[0], part.period[1] + ONE_DAY))
    for s in found:
        if s.kind == "level":
            amount = s.terms[0][0].amount
            scales[amount] = max([scales[amount], *(abs(v) for v in s.bounds.ends)])
    number: dict[tuple[Any, ...], int] = {}
    variables: dict[Part, list[int]] = {}
    for part in parts:
        begins = [d for d in sorted(cuts[part.amount]) if part.period[0] <= d <= part.period[1]]
        flow = part.amount.way == "flow"
        keys: list[tuple[Any, ...]] = [(part.amount, d) for d in begins] if flow else [tuple(part)]
        variables[part] = [number.setdefault(key, len(number)) for key in keys]
    stretches: dict[Amount, dict[date, int]] = defaultdict(dict)
    for key, variable in number.items():
        if len(key) == 2:
            stretches[key[0]][key[1]] = variable
    days = {amount: sorted(found) for amount, found in cuts.items()}
    return System(variables, stretches, {amount: scales[amount] for amount in cuts}, len(number), days)


def components(whole: System, found: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that share no amount with others, apart: each part is solved by itself."""
    parent = list(range(whole.size))

    def root(v: int) -> int:
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v

    firsts = []
    for s in found:
        touched = [v for part in s.parts for v in whole.variables[part]]
        for v in touched:
            parent[root(v)] = root(touched[0])
        firsts.append(touched[0])
    groups: dict[int, list[Statement]] = defaultdict(list)
    for s, first in zip(found, firsts, strict=True):
        groups[root(first)].append(s)
    return list(groups.values())


def _solver() -> Any:
    """A solver that prints nothing: highspy.Highs announces itself on standard output when it is made, its core does not."""
    solver = _core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("primal_feasibility_tolerance", TOLERANCE)
    return solver


def _model(columns: int, costs: Sequence[float], lines: Sequence[Line], ceilings: Sequence[float]) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(lines)
    model.col_cost_ = np.asarray(costs, dtype=float)
    model.col_lower_, model.col_upper_ = np.zeros(columns), np.asarray(ceilings, dtype=float)
    model.row_lower_ = np.asarray([low for _, low, _ in lines])
    model.row_upper_ = np.asarray([high for _, _, high in lines])
    starts = np.cumsum([0, *(len(w) for w, _, _ in lines)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = np.asarray([v for w, _, _ in lines for v in w], dtype=np.int32)
    model.a_matrix_.value_ = np.asarray([x for w, _, _ in lines for x in w.values()], dtype=float)
    return model


def clash(whole: System, found: Sequence[Statement]) -> list[Statement]:
    """Statements whose lines prove that all cannot hold; empty where they can.

    Each line may be broken at a price; the lines with a price in the cheapest solution are the proof (Farkas).
    """
    lines = [(line, n) for n, s in enumerate(found) for line in whole.lines(s)]
    used = {v: n for n, v in enumerate(sorted({v for (w, _, _), _ in lines for v in w}))}
    columns, priced = len(used), []
    for (weights, low, high), _ in lines:
        own = {used[v]: x for v, x in weights.items()}
        for bound, sign in ((low, 1.0), (high, -1.0)):
            if abs(bound) < INF:
                own[columns], columns = sign, columns + 1
        priced.append((own, low, high))
    costs = [0.0] * len(used) + [1.0] * (columns - len(used))
    solver = _solver()
    solver.passModel(_model(columns, costs, priced, [INF] * columns))
    solver.run()
    if solver.getInfo().objective_function_value <= 1e-8:
        return []
    duals = solver.getSolution().row_dual
    proof = {n for (_, n), dual in zip(lines, duals, strict=True) if abs(dual) > 1e-9}
    return [found[n] for n in sorted(proof)]


def smallest(whole: System, found: Sequence[Statement]) -> list[Statement]:
    """An irreducible set of statements that cannot all hold: without any one of them the others can; empty if all can.

    A statement without which the rest can hold is needed in every smaller set too, so each is tried once.
    """
    open_ones, needed = clash(whole, found), list[Statement]()
    while open_ones:
        tried, rest = open_ones[0], open_ones[1:]
        narrower = clash(whole, [*needed, *rest])
        if narrower:
            kept = set(map(id, narrower))
            open_ones = [s for s in rest if id(s) in kept]
        else:
            needed.append(tried)
            open_ones = rest
    return needed


def cheapest_cover(
    sets: Sequence[Sequence[int]], weights: dict[int, float], forced: int | None = None
) -> tuple[float, set[int]]:
    """(cost, members) of the lightest choice that takes at least one member of each set; with `forced` among them."""
    members = sorted({m for s in sets for m in s})
    at = {m: n for n, m in enumerate(members)}
    lines: list[Line] = [({at[m]: 1.0 for m in s}, 1.0, INF) for s in sets]
    if forced is not None:
        lines.append(({at[forced]: 1.0}, 1.0, INF))
    model = _model(len(members), [weights[m] for m in members], lines, [1.0] * len(members))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(members)
    solver = _solver()
    solver.passModel(model)
    solver.run()
    chosen = {m for m, x in zip(members, solver.getSolution().col_value, strict=True) if x > 0.5}
    return sum(weights[m] for m in chosen), chosen


def bounds(whole: System, found: Sequence[Statement], terms: Terms, base: Terms = ()) -> Interval:
    """What the statements leave for a sum of amounts, or for the ratio of two (Charnes and Cooper); None is no bound."""
    top, below = whole.weights(terms), whole.weights(base)
    lines = [line for s in found for line in whole.lines(s)]
    used = {v: n for n, v in enumerate(sorted({*top, *below, *(v for w, _, _ in lines for v in w)}))}
    unit = len(used)  # one more variable, by which all is divided: 1 for a sum
    rows = [row for line in lines for row in _divided(line, used, unit)]
    rows.append(({used[v]: x for v, x in below.items()} if base else {unit: 1.0}, 1.0, 1.0))
    size = max([abs(x) for x in top.values()], default=1.0) or 1.0
    ends = [_least(rows, {used[v]: sign * x / size for v, x in top.items()}, unit + 1) for sign in (1.0, -1.0)]
    low, high = (None if end is None else end * size for end in ends)
    return Interval(low, None if high is None else -high + 0.0)


def _divided(line: Line, used: dict[int, int], unit: int) -> Iterable[Line]:
    weights, low, high = line
    own = {used[v]: x for v, x in weights.items()}
    if abs(low) < INF:
        yield {**own, unit: -low}, 0.0, INF
    if abs(high) < INF:
        yield {**own, unit: -high}, -INF, 0.0


def _least(rows: Sequence[Line], costs: Weights, columns: int) -> float | None:
    solver = _solver()
    solver.passModel(_model(columns, [costs.get(n, 0.0) for n in range(columns)], rows, [INF] * columns))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(solver.getInfo().objective_function_value)


def rested(
    whole: System, found: Sequence[Statement], parts: Sequence[Part]
) -> Iterator[tuple[Part, Interval, list[Statement]]]:
    """(part, bounds, statements that the bounds rest on) for each: those whose lines have a price where one is reached.

    The rows are handed over once, only the question changes.
    """
    lines = [(line, n) for n, s in enumerate(found) for line in whole.lines(s)]
    asked = {v for part in parts for v in whole.variables[part]}
    used = {v: n for n, v in enumerate(sorted(asked | {v for (w, _, _), _ in lines for v in w}))}
    rows = [({used[v]: x for v, x in weights.items()}, low, high) for (weights, low, high), _ in lines]
    solver = _solver()
    solver.passModel(_model(len(used), [0.0] * len(used), rows, [INF] * len(used)))
    for part in parts:
        columns, scale = [used[v] for v in whole.variables[part]], whole.scales[part.amount]
        ends: list[float | None] = []
        on: set[int] = set()
        for sign in (1.0, -1.0):
            for column in columns:
                solver.changeColCost(column, sign)
            solver.run()
            solved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            ends.append(sign * scale * float(solver.getInfo().objective_function_value) + 0.0 if solved else None)
            duals = solver.getSolution().row_dual if solved else []
            on |= {lines[n][1] for n, dual in enumerate(duals) if abs(dual) > 1e-9}
        for column in columns:
            solver.changeColCost(column, 0.0)
        yield part, Interval(ends[0], ends[1]), [found[n] for n in sorted(on)]
