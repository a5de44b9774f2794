"""Signs that count nothing: addresses, telephone numbers, numbers of documents, figures and clocks."""

from __future__ import annotations

import functools

from ...language.lexicon import LANGS
from ...language.patterns import later
from ...language.trie import Scanner

# An address of the web or of a mailbox, a telephone number: its digits count nothing.
ADDRESS = (
    r"\b(?:https?://|www\.)[^\s<>\"\u4e00-\u9fff]+",
    r"\+\d{1,3}(?:[ -]\d{2,4}){2,4}",
    r"(?<!\d)\d\d\d-\d{3,4}-\d{4}(?!\d)",
    r"(?<!\d)0\d\d\d?[- ]\d{7,8}(?!\d)",
    r"(?<!\d)1[3-9]\d\d\d\d\d{5}(?!\d)",
    r"(?<![\d,.$£€])(?<!\d )\(?0\d{2,4}\)?(?:[ -]\d{2,4}){1,3}(?![\d,.%]*\d|[ -]?(?:%|per|million|thousand))",
    r"(?<![\d,.$£€])(?<!\d )1(?:-[38]00|[38]00)(?:[ -]\d{2,4}){2,3}(?![\d,.%]*\d|[ -]?(?:%|per|million|thousand))",
)
MAILBOX = later(r"\b[\w.+-]+@[\w-]+\.[\w.-]+")
# Document numbers, figures and tables, years of an era, clocks: marks that count nothing.
MARKS = (
    r"(?<=[Ee]stablished in )1[5-8]\d\d|(?<=[Ff]ounded in )1[5-8]\d\d|(?<=[Bb]uilt in )1[5-8]\d\d|(?<=[Dd]ating from )1[5-8]\d\d|(?<=\b[Ss]ince )1[5-8]\d\d(?!\d|,\d)",
    r"(?<![\d,.])1[5-8]\d\d年",  # 自1884年有记录以来
    r"(?<![\d,.])(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs)\b",  # at 0854 hours
    r"(?<![\d,.])12 (?:noon|midnight)\b",
    r"(?<=\b[Cc]alled )(?:911|999|112|000|111|995)\b|(?<=\b[Cc]all )(?:911|999|112|000|111|995)\b|(?<=\b[Dd]ial )\d{3}\b",
    r"(?<=\b[Cc]ontact )\d{3,5}(?: or \d{3,5})?\b(?! [a-z])|(?<=\b[Cc]all )\d{3,5} or \d{3,5}\b|(?<=\b[Cc]ontact )\d{3,5} or \d{3,5}\b",
    r"^\d{1,2}\.?(?=\s{2,}[A-Z])",  # the number of a paragraph
    r"(?:^|(?<=[)）/]))1[01]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=$| |[)）])",  # 1040314, the day by which an agency of Taiwan signs
    r"[〔(\[【]\d\d\d\d[〕)\]】][\u4e00-\u9fff]{0,3}\d{0,4}[\u4e00-\u9fff]{0,4}\d{1,6}号",
    r"(?<![\d/])9/11(?![\d/])",
    r"\b(?:[Hh]otline|[Cc]all|[Pp]hone|[Tt]elephone|[Ee]nquiries)[^.;\d]{0,30}\(\d{3}\) ?\d{4}(?: ?\d{4})?(?!\d)",
    r"\[\d{1,3}\](?![\d万亿])|(?<=[\u4e00-\u9fff])\[\d{1,3}\](?=\d)",  # 各级各类学校[2]52.93万所
    r"\b(?:9|10|14|18|22|24) ?[Kk](?:arats?|t)?\b(?= (?:gold|purity|pure|jewel))",
    r"\b\d{1,4} (?:U\.S\.|S\. ?Ct\.|F\. ?(?:2d|3d|4th)|F\. Supp\.(?: ?[23]d)?) \d{1,4}\b",  # 543 U.S. 220: reports of courts
    r"\bB\.?E\.? ?\d{4}\b",  # the Immigration Act B.E. 2522
    r"(?<![\d.,+])\d{1,2}\+\d{1,2}(?![\d.,%+]|[万亿])",
    r"(?:如|见|附|和|、|\(|详)[图表]\d{1,3}(?!\d|[\u4e00-\u9fff]{0,2}份)",
    r"(?:^|[,，。;；])[图表]\d{1,3}(?=[及和、与显所中为])",
    r"(?:热线|电话|传真|致电|查询)[:：]? ?(?:\d{3,4}[ -]){1,2}\d{4}(?!\d)",
    r"(?:19|20)\d\d(?:年(?:平均)?)?(?:[ -]?Q[1-4])? ?= ?100(?![\d.,%])",  # what an index is 100 in
    r"以(?:19|20)\d\d年(?:平均|同期)?为100(?![\d.,%])",
    r"(?<=[\u4e00-\u9fff])(?:19|20)\d\d(?=[》」』])",  # 《物业报告2024》
    r"附[件录]\d{1,3}",
    r"(?:^|[,，。;；于见如])附?[图表][一二三四五六七八九十]{1,2}(?=列出|列示|列明|显示|所[列示]|[,，。;；])",
    r"\((?:Reiwa|Heisei|Showa|Taisho|Meiji|令和|平成|昭和)(?: \d{1,2}|\d{1,2}年?)\)",
    r"\b(?:[Ss]ections?|Resolutions?|[Aa]rticles?|[Pp]aragraphs?|[Cc]lauses?|Figs?\.|Tables?|Annex(?:es)?) \d+(?:\.\d+)*(?: ?\([a-z0-9]{1,3}\))*(?:(?:,| and| or|, and) \d+(?:\([a-z0-9]{1,3}\))+)*(?![\d,]*\d| (?:million|per|percent))",
    r"第 ?\d{1,3} ?(?:\([0-9a-zA-Z]{1,4}\))+ ?(?:条|节|款|项)",
    r"\b(?:[Ff]ig(?:ure)?s?|[Cc]harts?|[Tt]ables?|[Bb]ox|[Aa]nnex) [A-Z]{1,3}\.\d+(?:\.\d+)*",
    r"(?:上午|下午|凌晨|早上|晚上|中午|傍晚|清晨)[\d一二三四五六七八九十两]{1,3}[点时](?:[\d一二三四五六七八九十]{1,3}分|半|整|许)?|(?<!\d)(?:[01]?\d|2[0-4])时(?=起|许|整|至|前|后|,|，)",
    r"(?<=[日号])[一二三四五六七八九十]{1,3}时(?:[一二三四五六七八九十]{1,3}分)?",  # 十日九时二十分
    r"(?<=病毒)[A-Z]?\d{1,3}型",  # 肠病毒71型
    r"\b[Aa]t (?:[01]?\d|2[0-3])\.[0-5]\d(?= ?[ap]\.?m\b)|\b(?:arrived|began|started|left|departed|opened|landed|docked|ended) at (?:[01]?\d|2[0-3])\.[0-5]\d(?![\d%]| (?:per|million|%))",
)


def references(text: str) -> list[tuple[int, int, str]]:
    """The spans of a text that are a mark or an address: (start, end, "reference")."""
    patterns = (*_scanners(), MAILBOX) if "@" in text else _scanners()
    return [(m.start(), m.end(), "reference") for pattern in patterns for m in pattern.finditer(text)]


@functools.cache
def _scanners() -> tuple[Scanner, Scanner]:
    """Each kind of mark is tried only where it may begin: digits that are written out one by one tell it well."""
    return Scanner(list(MARKS), LANGS[0]), Scanner(list(ADDRESS), LANGS[0])
