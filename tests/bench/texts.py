"""Text by the megabyte for the speed bench: dense briefings from the corpus, and ordinary news with few figures.

Both are made of documents of about 2,000 characters, the same for every tool. Ordinary news is our own sentences put
together from small lists, four in five without a figure; the fifth is a sentence of the corpus.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

SIZE = 2000  # characters of a document

WHO = {
    "en": ["The ministry", "A spokesperson for the agency", "Officials in the province", "The delegation", "The city council", "The port authority", "A committee of experts", "The operator of the line"],
    "zh": ["该部", "该局发言人", "省里的官员", "代表团", "市政府", "港口管理方", "专家组", "线路运营方"],
}  # fmt: skip
DID = {
    "en": ["described the new rules to reporters", "met local residents and listened to their concerns", "called for closer cooperation along the border", "opened the renovated hall to visitors", "asked travellers to arrive early", "thanked the officers on duty", "published guidance for companies", "explained how the procedure has been simplified"],
    "zh": ["向记者介绍了新规定", "走访群众并听取意见", "呼吁加强边境合作", "为旅客开放了改造后的大厅", "提醒旅客提早到达", "向值班民警表示感谢", "发布了面向企业的指引", "说明了简化后的办理流程"],
}  # fmt: skip
HOW = {
    "en": [", according to people at the meeting", " in a statement on its website", ", and answered questions from the audience", " before leaving for the coast", " despite heavy rain", " at the invitation of the local chamber of commerce"],
    "zh": ["，并回答了听众提问", "，有关情况已在网站公布", "，随后前往沿海地区", "，当地商会也派人参加", "，气氛热烈", "，得到普遍好评"],
}  # fmt: skip
STOP = {"en": ". ", "zh": "。"}


def documents(kind: str, language: str, megabytes: float) -> Iterator[str]:
    """Documents of a kind ("dense", "news") until the size in UTF-8 is reached, the same on every machine."""
    chance = random.Random(f"{kind} {language}")
    sentences = told(language)
    left = megabytes * 1e6
    while left > 0:
        text = "".join(itertools.islice(_until(chance, kind, language, sentences), 400))
        left -= len(text.encode())
        yield text


def _until(chance: random.Random, kind: str, language: str, sentences: list[str]) -> Iterator[str]:
    length = 0
    while length < SIZE:
        dense = kind == "dense" or chance.random() < 0.2
        piece = chance.choice(sentences) if dense else ordinary(chance, language)
        length += len(piece)
        yield piece


def ordinary(chance: random.Random, language: str) -> str:
    """A sentence of news without a figure."""
    return (
        chance.choice(WHO[language])
        + (" " if language == "en" else "")
        + chance.choice(DID[language])
        + chance.choice(HOW[language])
        + STOP[language]
    )


def told(language: str) -> list[str]:
    """The sentences of the committed briefings that state a figure."""
    import polars as pl

    import analysis as an

    claims = an.find_claims(an.read_briefings())
    chosen = claims.filter(pl.col("language") == language, pl.col("in_headline").not_())["sentence"].unique().sort()
    end = "" if language == "zh" else " "
    return [" ".join(sentence.split()) + end for sentence in chosen]
