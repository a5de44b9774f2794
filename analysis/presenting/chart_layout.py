"""Where labels go in a chart, so that none lies on another label or on a mark; what has no room is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SIZE = 11  # points of a label's letters
HIGH = 14  # the height that a label takes


class Box(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Wanted(NamedTuple):
    """A label that wants a place beside the point (x, y), in pixels; larger `weight` is placed first."""

    x: float
    y: float
    text: str
    weight: float = 0.0


def text_width(text: str) -> float:
    """The width of a label in pixels, rather too much than too little."""
    return sum(SIZE * 1.05 if ord(c) > 0x2E7F else SIZE * 0.62 for c in text) + 4


def placed(
    wanted: Sequence[Wanted], marks: Sequence[Box], width: float, height: float
) -> list[tuple[float, float] | None]:
    """The middle of each label in pixels; None where every place beside its point is taken."""
    found: list[tuple[float, float] | None] = [None] * len(wanted)
    taken = list(marks)
    for number in sorted(range(len(wanted)), key=lambda n: -wanted[n].weight):
        label = wanted[number]
        for x, y in _places(label, width):
            box = _around(label, x, y)
            inside = box.left >= 2 and box.right <= width + 60 and box.top >= 0 and box.bottom <= height
            if inside and not any(box.meets(other) for other in taken):
                found[number] = (x, y)
                taken.append(box)
                break
    return found


def _places(label: Wanted, width: float) -> list[tuple[float, float]]:
    """Above, below, to the right, to the left; then a step farther up and down."""
    beside = text_width(label.text) / 2 + 8
    inside = min(max(label.x, text_width(label.text) / 2 + 2), width + 60 - text_width(label.text) / 2)
    near = [(inside, label.y - 13), (inside, label.y + 13), (label.x + beside, label.y), (label.x - beside, label.y)]
    return [*near, (inside, label.y - 27), (inside, label.y + 27)]


def _around(label: Wanted, x: float, y: float) -> Box:
    half = text_width(label.text) / 2
    return Box(x - half, y - HIGH / 2, x + half, y + HIGH / 2)
