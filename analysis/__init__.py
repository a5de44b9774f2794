"""Official press briefings, English and Chinese, as located, dated, bounded claims.

import analysis as an
briefings = an.read_briefings()      # the committed corpus, or any folder, file or glob
claims = an.find_claims(briefings)   # a row per claim

The public names stand in `__init__.pyi`, each once.
"""

from __future__ import annotations

from typing import Any

import lazy_loader

_public, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

# Names that an older version had, and what to write now.
RENAMED = {
    "browse": "explore",
    "most_told": "most_reported",
    "plot_tellings": "plot_outlets",
    "plot_verdicts": "plot_checks",
    "quoted": "quote",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from .fingerprints import package_version

        return package_version()
    if name in __all__:
        return _public(name)
    from .errors import did_you_mean

    if name in RENAMED:
        raise AttributeError(f"an.{name} is called {RENAMED[name]} now")
    raise AttributeError(f"analysis has no {name!r}{did_you_mean(name, __all__)}")
