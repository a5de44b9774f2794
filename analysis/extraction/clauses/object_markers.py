"""将 as the word behind which somebody is named with whom something is done: 将船长等15人押返, 将陈某抓获. It promises nothing there."""

from __future__ import annotations

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import neighbours
from ...language.patterns import later

TAKES, TAKEN = word_list("takes_whom", "zh"), word_list("done_to_whom", "zh")
# 将陈某（男，38岁）抓获: a verb that ends the clause, with somebody between.
WHOM = later(
    rf"(?!{alternatives([*word_list('adverbs_of_doing', 'zh')])})(?:[^,，。；;()（）]|[(（][^)）]*[)）]){{2,30}}?(?:{alternatives([*TAKEN])})"
    r"(?=[,，。；;、]|归案|到案|并|后|了|至|往|回|$)"
)
NOUN = 6  # characters in which a noun of people or vehicles ends


def takes_whom(text: str, word: str, end: int) -> bool:
    """Does a word that ends at `end` of a text lead to those with whom something is done?"""
    if word not in TAKES:
        return False
    nouns = neighbours("zh").nouns
    said = text[end : end + NOUN]
    named = any(nouns.get(said[:n]) in ("person", "vehicle") for n in range(2, len(said) + 1))
    return named or WHOM.match(text, end) is not None
