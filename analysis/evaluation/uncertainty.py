"""Intervals for what was measured: by resampling briefings, and Wilson's for shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95  # of every interval
DRAWS = 1000
Array = NDArray[np.float64]


def resampled(
    groups: Sequence[str], measure: Callable[[Array], Array], *, draws: int, seed: int
) -> tuple[float, float]:
    """The interval of a measure when whole groups (briefings) are drawn anew with replacement; nan for one group.

    Figures of one briefing are read alike, so it is briefings that are drawn, not figures. `measure` gets how often each
    row was drawn, shape (draws, rows), and gives a number for each draw; draws in which it is nan are left out.
    """
    names, place = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    if len(names) < 2:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    times = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws).astype(np.float64)
    told = measure(times[:, place])
    told = told[~np.isnan(told)]
    if len(told) == 0:
        return float("nan"), float("nan")
    low, high = np.quantile(told, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def wilson(right: float, n: float) -> tuple[float, float]:
    """Wilson's interval of a share, right of n; 0 to 1 where n is 0.

    >>> tuple(round(end, 3) for end in wilson(9, 10))
    (0.596, 0.982)
    """
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, spread = right / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = (z / (1 + spread)) * (share * (1 - share) / n + spread / (4 * n)) ** 0.5
    return (middle - half if right else 0.0), (middle + half if right < n else 1.0)


def ratio(above: Array, below: Array) -> Array:
    """above / below, nan where nothing stands below."""
    return np.divide(above, below, out=np.full(np.broadcast_shapes(above.shape, below.shape), np.nan), where=below > 0)
