"""The place and day that a report begins with: 'BEIJING, July 16 (Agency) -- ', 北京7月16日电."""

from __future__ import annotations

import functools
import re

from .lexicon import alternatives, lexicon
from .patterns import later

# 'BEIJING, July 16 (Xinhua) -- ', 'WASHINGTON - '. A place in small letters needs its news agency in brackets.
PLACE_EN = (
    r"(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?:, [\w. ]{2,20}){0,3} ?\([A-Z][\w ./&]{1,30}\)"
    r"|[A-Z]{3,}(?: [A-Z]{2,}){0,2}(?:, [\w. ]{2,20}){0,3}) ?[—–-]+(?: |$)"
)
# 'June 7 (Agency) - ', behind 'MOSCOW.'
DAY_EN = r"[A-Z][a-z]{2,8}\.? \d{1,2} ?\([A-Z][\w ./&]{1,30}\) ?[—–-]+(?: |$)"
# 'Taipei, June 3 (CNA) As of': place, day and news agency without a dash.
AGENCY_EN = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}, [A-Z][a-z]{2,8}\.? \d{1,2} ?\([A-Z][\w ./&]{1,30}\) ?[—–-]* ?"
# '(ANSAmed) - ROMA, 17 SET - ': the news agency first
SIGNED_EN = r"\([A-Z][\w ./&]{1,20}\) ?[—–-]+ ?[A-Z]{3,}(?: [A-Z]{2,}){0,2}(?:, [\w. ]{2,12})? ?[—–-]+(?: |$)"
# 'Kochi, Aug 4 India’s': a place and a day with nothing behind them
BARE_EN = r"(?!\w+day,)[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}, (?:MONTHS)\.? \d{1,2}:? (?=[A-Z])"
# 'CAIRO - 28 June 2019: ', 'Bern, 15.04.2010 - '
DATED_EN = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2} ?[—–-] ?(?:\d{1,2} (?:MONTHS)|(?:MONTHS)\.? \d{1,2})(?:,? (?:19|20)\d\d)? ?[:—–-]+ "
# 'Guwahati (Assam) [India], December 1 (ANI): ', 'DUSHANBE, July 28, Asia-Plus - ': place, day, news agency, each with what it may have beside it
WHOLE_EN = (
    r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}(?: ?[(\[][A-Z][\w ./&]{1,30}[)\]]){0,2}(?:, [A-Z][\w. ]{2,20}){0,2},? (?:\w+day,? )?"
    r"(?:(?:MONTHS)\.? \d{1,2}|\d{1,2} (?:MONTHS))(?:,? (?:19|20)\d\d)?"
    r"(?: ?[(\[/][A-Z][\w ./&-]{1,30}[)\]/]|,? [A-Z][\w.-]+(?: [A-Z][\w.-]+)?)? ?[:—–-]+ "
)
# 'Avesta.Tj | 15.07.2015 |', 'DHAKA | 12 May 2019 | '
BARRED_EN = (
    r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3} ?\| ?"
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|\d{1,2} (?:MONTHS)(?:,? (?:19|20)\d\d)?|(?:MONTHS)\.? \d{1,2}(?:,? (?:19|20)\d\d)?) ?\| ?"
)
FIGURES_EN = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}, \d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d ?[—–-]+ "


@functools.cache
def _dateline() -> re.Pattern[str]:
    rows = lexicon("cues")["dateline"]
    after, by = alternatives(rows["after"]["zh"]), alternatives(rows["by"]["zh"])
    signed = rf"\s*[（(](?:{by})[^（）()]{{1,30}}[)）]"
    named = r"[\u4e00-\u9fff]{2,20}"
    line_zh = rf"(?:{named})?(?:\d{{1,2}}月)?\d{{1,2}}日(?:{after})(?:{signed})?[\s,，:：]*|{named}(?:{after})(?:{signed})?[:：]\s*(?:{signed})?"
    in_brackets = rf"[(（]{named}(?:\d{{1,2}}月)?\d{{1,2}}日(?:{after})[)）]"  # （吉隆坡12日讯）
    months = alternatives([name.capitalize() for month in lexicon("periods")["months"] for name in month["en"]])
    bare = f"{BARRED_EN}|{WHOLE_EN}|{BARE_EN}|{DATED_EN}".replace("MONTHS", months)
    return later(f"{bare}|{PLACE_EN}|{DAY_EN}|{AGENCY_EN}|{SIGNED_EN}|{FIGURES_EN}|{line_zh}|{in_brackets}")


def dateline(sentence: str) -> int:
    """The length of the place and day that a report's first sentence begins with, 0 where it has none."""
    found = _dateline().match(sentence)
    return found.end() if found else 0
