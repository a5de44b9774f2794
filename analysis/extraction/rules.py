"""What the words around a figure make of it: one row a rule, English and Chinese side by side, with examples that the tests run.

A pattern is over token types (language/grammar.py): `left` is read up to the figure, `right` from it. `of` says which figures a rule is for:
RATIO (percentages, points, multiples), AMOUNT (all that counts), or both. Rows are tried in order; the first that fits decides.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """A rule: name, kind and direction that it gives, the figures it is for, patterns left and right, examples."""

    name: str
    kind: str
    direction: str | None
    of: str
    left: str
    right: str
    en: str
    zh: str


FILL = "LIGHT|ADV|BASE|TIME|RESPECTIVELY|MEASURE_NOUN"
ENDS = "PREPOSITION|COMMA|STOP|SEMI|CLOSE|BASE|TIME|THAN|BE|AND"  # what ends a noun phrase
RULES = (
    Rule("rise_right_of", "change", "up", "RATIO|AMOUNT", f"RISE OF {FILL}*", "", "an increase of 352 visas over the same month last year", "none: 增加 stands before the figure"),
    Rule("fall_right_of", "change", "down", "RATIO|AMOUNT", f"FALL OF {FILL}*", "", "a decrease of 352 visas over the same month last year", "none: 减少 stands before the figure"),
    Rule("rise_of", "change", "up", "RATIO|AMOUNT", f"RISE !QTY|COMMA|REACH|FALL|TIME|OPEN|RELATIVE|FROM{{0,6}} OF {FILL}*", "", "an increase of 8,700 people", "none: 增加 stands before the figure"),
    Rule("fall_of", "change", "down", "RATIO|AMOUNT", f"FALL !QTY|COMMA|REACH|RISE|TIME|OPEN|FROM{{0,6}} OF {FILL}*", "", "a drop of 67 cases", "none: 减少 stands before the figure"),
    Rule("rise_with", "change", "up", "RATIO", "RISE WITH LIGHT*", "BASE|REACH|TIME", "the fastest growth with 70.2 percent year-on-year", "none: 增长 stands before the figure"),
    Rule("more_by", "change", "up", "RATIO", "BY LIGHT*", "OPEN !CLOSE{1,5} CLOSE MORE", "That is by 46.96% (391 passengers) more than in 2016", "none: 多 stands before the figure"),
    Rule("rise_by", "change", "up", "AMOUNT", f"RISE {FILL}* BY {FILL}* ED? LIGHT*", "", "cases rose by 67", "none: 增加 stands before the figure"),
    Rule("fall_by", "change", "down", "AMOUNT", f"FALL {FILL}* BY {FILL}* ED? LIGHT*", "", "cases fell by 67", "none: 减少 stands before the figure"),
    Rule("more_told_twice", "change", "up", "AMOUNT", "BE LIGHT*", "WORD{1,2} MORE OPEN|COMMA|STOP|SEMI", "that is 51 deaths more (+4.6 %)", "none: 多 stands before the figure"),
    Rule("less_told_twice", "change", "down", "AMOUNT", "BE LIGHT*", "WORD{1,2} LESS OPEN|COMMA|STOP|SEMI", "that is 51 deaths fewer (-4.6 %)", "none: 少 stands before the figure"),
    Rule("above_height", "change", "up", "AMOUNT", "", "WORD|LIGHT{0,2} ABOVE LIGHT* TIME|THEN|BASE|SAME|RECORD|PEAK|MEASURE_NOUN", "closed with 19 above the tally", "none: 高于 stands before the figure"),
    Rule("below_height", "change", "down", "AMOUNT", "", "WORD|LIGHT{0,2} BELOW LIGHT* TIME|THEN|BASE|SAME|RECORD|PEAK|MEASURE_NOUN", "closed with 16 short of the record", "none: 低于 stands before the figure"),
    Rule("rise_most_by", "change", "up", "RATIO|AMOUNT", "RISE !QTY|SEMI|STOP|FALL{0,6} COMMA BY LIGHT*", "", "Theft grew the most, by 9,904 incidents", "none: 增加 stands beside the figure"),
    Rule("fall_most_by", "change", "down", "RATIO|AMOUNT", "FALL !QTY|SEMI|STOP|RISE{0,6} COMMA BY LIGHT*", "", "Theft fell the most, by 9,904 incidents", "none: 减少 stands beside the figure"),
    Rule("higher_by", "change", "up", "RATIO|AMOUNT", "MORE BY LIGHT*", "", "its acreage being higher by 6.4%", "none: 高 stands beside the figure"),
    Rule("lower_by", "change", "down", "RATIO|AMOUNT", "LESS BY LIGHT*", "", "its acreage being lower by 6.4%", "none: 低 stands beside the figure"),
    Rule("higher_of_both", "change", "up", "RATIO", "", "AND !QTY|SEMI{0,4} QTY MORE", "prices were nominally 0.9% and in real terms 0.6% higher", "none: 高 stands before the figure"),
    Rule("lower_of_both", "change", "down", "RATIO", "", "AND !QTY|SEMI{0,4} QTY LESS", "prices were nominally 0.9% and in real terms 0.6% lower", "none: 低 stands before the figure"),
    Rule("rise_then_gapped", "change", "up", "RATIO", "RISE BY? LIGHT* RATIO REACH LIGHT* QTY AND !QTY|COMMA|RISE|FALL|SEMI{1,8}", "COMMA|STOP|SEMI", "Sales jumped 10% to $1.9 billion and those of garments 2%.", "none: 增长 is said again"),
    Rule("fall_then_gapped", "change", "down", "RATIO", "FALL BY? LIGHT* RATIO REACH LIGHT* QTY AND !QTY|COMMA|RISE|FALL|SEMI{1,8}", "COMMA|STOP|SEMI", "Sales dropped 10% to $1.9 billion and those of garments 2%.", "none: 下降 is said again"),
    Rule("rise_at_rate", "change", "up", "RATIO", "RISE AT LIGHT* MEASURE_NOUN OF LIGHT*", "", "Credit was growing at an annual rate of 7.0%", "none: 增速 stands before the figure"),
    Rule("fall_at_rate", "change", "down", "RATIO", "FALL AT LIGHT* MEASURE_NOUN OF LIGHT*", "", "Credit was falling at an annual rate of 7.0%", "none: 降幅 stands before the figure"),
    Rule("change_was", "change", "up", "RATIO", "LIGHT WORD|BASE{0,1} CHANGE !QTY|COMMA|SEMI|BE{0,8} BE LIGHT*", "", "The monthly change for the period was 1.0 percent", "none: 变动 stands beside the figure"),
    Rule("rise_or_by", "change", "up", "RATIO", "RISE !SEMI|STOP|FALL{1,16} COMMA? OR BY LIGHT*", "", "an increase in arrests, or by 21 percent", "none: 增加 stands before the figure"),
    Rule("fall_or_by", "change", "down", "RATIO", "FALL !SEMI|STOP|RISE{1,16} COMMA? OR BY LIGHT*", "", "a decrease in arrests, or by 18 percent", "none: 减少 stands before the figure"),
    Rule("rise_in_by", "change", "up", "RATIO", "RISE PREPOSITION !QTY|SEMI|RISE|FALL|COMMA{1,10} BY LIGHT*", "", "increases in road accidents by 33 percent", "none: 增加 stands before the figure"),
    Rule("fall_in_by", "change", "down", "RATIO", "FALL PREPOSITION !QTY|SEMI|RISE|FALL|COMMA{1,10} BY LIGHT*", "", "reductions in road accidents by 33 percent", "none: 减少 stands before the figure"),
    Rule("rise_amount", "change", "up", "STEP", f"RISE {FILL}*", "", "Employment rose 38,000 in April", "在册飞机增86架"),
    Rule("fall_amount", "change", "down", "STEP", f"FALL {FILL}*", "", "Vacancies fell 1,900 in May", "较去年减少2400人"),
    Rule("net_rise", "change", "up", "AMOUNT", "NET_RISE !QTY|COMMA|LIST{0,4} LIGHT|ADV*", "", "none: rise_of reads a net rise of 86", "净增货机13架"),
    Rule("net_fall", "change", "down", "AMOUNT", "NET_FALL !QTY|COMMA|LIST{0,4} LIGHT|ADV*", "", "none: fall_of reads a net fall of 86", "净减网点13个"),
    Rule("noun_rise", "change", "up", "AMOUNT", "", f"RISE {ENDS}", "a one million increase in jobs", "none: the noun stands before the figure"),
    Rule("noun_rise_told_twice", "change", "up", "AMOUNT", "", f"OPEN QTY CLOSE RISE {ENDS}", "a one million (5%) increase in jobs", "none: the noun stands before the figure"),
    Rule("noun_fall_told_twice", "change", "down", "AMOUNT", "", f"OPEN QTY CLOSE FALL {ENDS}", "a $2 million (5%) drop in May", "none: the noun stands before the figure"),
    Rule("noun_fall", "change", "down", "AMOUNT", "", f"FALL {ENDS}", "a 67 case drop in May", "none: the noun stands before the figure"),
    Rule("more_than_base", "change", "up", "AMOUNT", "", "!QTY|COMMA|ING|ED|BE|PREPOSITION{0,2} MORE !QTY|COMMA|SEMI{0,9} THAN|BASE", "300 more than in 2023", "none: 比2023年多300起 is read before"),
    Rule("less_than_base", "change", "down", "AMOUNT", "", "!QTY|COMMA|ING|ED|BE|PREPOSITION{0,2} LESS !QTY|COMMA|SEMI{0,9} THAN|BASE", "300 fewer than in 2023", "none: 比2023年少300起 is read before"),
    Rule("more_in_bracket", "change", "up", "AMOUNT", "", "MORE OPEN QTY CLOSE THAN|BASE", "300 more (+5%) than in 2023", "none: 多 stands before the figure"),
    Rule("less_in_bracket", "change", "down", "AMOUNT", "", "LESS OPEN QTY CLOSE THAN|BASE", "300 fewer (-5%) than in 2023", "none: 少 stands before the figure"),
    Rule("more_against", "change", "up", "AMOUNT", "BASE|THAN !SEMI|QTY{1,12}", "MORE !THAN", "Compared with 2018, that was about 5 million more travellers", "none: 多 stands before the figure"),
    Rule("more_and_more", "change", "up", "AMOUNT", "BASE|THAN !SEMI|QTY{1,12} QTY MORE !QTY|COMMA|SEMI{1,3} AND LIGHT*", "MORE !THAN", "Compared with 2018, that was 5 million more travellers and 300,000 more cargoes", "none: 多 stands before the figure"),
    Rule("fewer_behind", "change", "down", "AMOUNT", "", "WORD|LIGHT{0,2} LESS OPEN|COMMA|STOP", "There were 276 people fewer (0.3%)", "none: 少 stands before the figure"),
    Rule("more_behind", "change", "up", "AMOUNT", "BE LIGHT*", "WORD|LIGHT{1,2} MORE COMMA|STOP|SEMI", "That is 300 people more.", "none: 多 stands before the figure"),
    Rule("fewer", "change", "down", "AMOUNT", "", "LESS !THAN|QTY|COMMA|ING", "The county had 23 fewer schools", "none: 少 stands before the figure"),
    Rule("rise_shared", "change", "up", "RATIO", "", "WORD|BASE|LIGHT{1,2} AND LIGHT* QTY WORD|BASE|LIGHT{0,3} RISE", "a 4.3 percent monthly and 8 percent annual price increase", "none: 增长 stands before the figure"),
    Rule("fall_shared", "change", "down", "RATIO", "", "WORD|BASE|LIGHT{1,2} AND LIGHT* QTY WORD|BASE|LIGHT{0,3} FALL", "a 4.3 percent monthly and 8 percent annual price decline", "none: 下降 stands before the figure"),
    Rule("rise_behind_pair", "change", "up", "RATIO", "QTY WORD|BASE|LIGHT{1,2} AND LIGHT*", "WORD|BASE|LIGHT{1,3} RISE", "a 4.3 percent monthly and 8 percent annual price increase", "none: 增长 stands before the figure"),
    Rule("fall_behind_pair", "change", "down", "RATIO", "QTY WORD|BASE|LIGHT{1,2} AND LIGHT*", "WORD|BASE|LIGHT{1,3} FALL", "a 4.3 percent monthly and 8 percent annual price decline", "none: 下降 stands before the figure"),
    Rule("rise_told_twice", "change", "up", "AMOUNT", "", "WORD{0,2} OR QTY MORE", "584,400 animals or 2.3% more than in 2019", "none: 增加 stands before the figure"),
    Rule("rise_ratio_or", "change", "up", "RATIO", "", "OR LIGHT* AMOUNT !QTY|COMMA|SEMI|THAN{0,3} MORE|RISE", "12.5 percent or $2 million higher than in 2022", "none: 增加 stands before the figure"),
    Rule("fall_ratio_or", "change", "down", "RATIO", "", "OR LIGHT* AMOUNT !QTY|COMMA|SEMI|THAN{0,3} LESS|FALL", "12.5 percent or $2 million lower than in 2022", "none: 减少 stands before the figure"),
    Rule("rise_ratio_bracket", "change", "up", "RATIO", "", "OPEN LIGHT* AMOUNT CLOSE MORE THAN|BASE", "12.5 percent ($2 million) higher than in 2022", "none: 高 stands before the figure"),
    Rule("fall_ratio_bracket", "change", "down", "RATIO", "", "OPEN LIGHT* AMOUNT CLOSE LESS THAN|BASE", "12.5 percent ($2 million) lower than in 2022", "none: 低 stands before the figure"),
    Rule("rise_again", "change", "up", "AMOUNT", "", "WORD{0,2} OR QTY RISE", "a 336 case or 11.2% increase against May", "none: 增加 stands before the figure"),
    Rule("fall_again", "change", "down", "AMOUNT", "", "WORD{0,2} OR QTY FALL", "a 336 case or 11.2% decrease against May", "none: 减少 stands before the figure"),
    Rule("rise_of_two", "change", "up", "RATIO", "", "AND LIGHT* QTY RISE", "a 29.2 percent and 24.4 percent increase", "none: 增长 stands before the figure"),
    Rule("fall_of_two", "change", "down", "RATIO", "", "AND LIGHT* QTY FALL", "a 29.2 percent and 24.4 percent decrease", "none: 下降 stands before the figure"),
    Rule("rises_in_of", "change", "up", "RATIO", "RISE PREPOSITION !QTY|SEMI|RISE|FALL|REACH|SHARE{1,16} OF LIGHT*", "COMMA|AND", "increases in the German, Irish and other markets of 31.7 percent, 1.3 percent and 4 percent", "none: 增长 stands before the figure"),
    Rule("falls_in_of", "change", "down", "RATIO", "FALL PREPOSITION !QTY|SEMI|RISE|FALL|REACH|SHARE{1,16} OF LIGHT*", "COMMA|AND", "decreases in the German, Irish and other markets of 31.7 percent, 1.3 percent and 4 percent", "none: 下降 stands before the figure"),
    Rule("fall_told_twice", "change", "down", "AMOUNT", "", "WORD{0,2} OR QTY LESS", "584,400 animals or 2.3% less than in 2019", "none: 减少 stands before the figure"),
    Rule("rise_gapped", "change", "up", "RATIO|AMOUNT", "RISE BY? LIGHT* QTY !QTY|SEMI|FALL|RISE{0,2} QTY? AND !QTY|COMMA|RISE|FALL|SEMI{1,8} BY LIGHT*", "", "Young pigs rose by 5.8% to 5,000 and the number of sows by 2.4%", "none: 增长 is said again"),
    Rule("fall_gapped", "change", "down", "RATIO|AMOUNT", "FALL BY? LIGHT* QTY !QTY|SEMI|FALL|RISE{0,2} QTY? AND !QTY|COMMA|RISE|FALL|SEMI{1,8} BY LIGHT*", "", "Young pigs fell by 5.8% to 5,000 and the number of sows by 2.4%", "none: 下降 is said again"),
    Rule("rise_of_both", "change", "up", "RATIO", "", "AND|LIST QTY DE RISE", "none: of stands before the figure", "分别录得3%及5%的增幅"),
    Rule("fall_of_both", "change", "down", "RATIO", "", "AND|LIST QTY DE FALL", "none: of stands before the figure", "分别录得3%及5%的跌幅"),
    Rule("more_alone", "change", "up", "AMOUNT", "OPEN", "MORE COMMA|CLOSE", "Boats arrived (1,600 more)", "none: 多 stands before the figure"),
    Rule("less_alone", "change", "down", "AMOUNT", "OPEN", "LESS COMMA|CLOSE", "Boats arrived (1,600 fewer)", "none: 少 stands before the figure"),
    Rule("base_rise", "change", "up", "RATIO|AMOUNT", "", "BASE RISE COMMA|STOP|SEMI|PREPOSITION|AND|TIME|CLOSE", "a target of 10 percent year-on-year increases in prices", "none: 同比 stands before the figure"),
    Rule("base_fall", "change", "down", "RATIO|AMOUNT", "", "BASE FALL COMMA|STOP|SEMI|PREPOSITION|AND|TIME|CLOSE", "a target of 10 percent year-on-year declines in prices", "none: 同比 stands before the figure"),
    Rule("margin_up", "change", "up", "RATIO", "RISE|MARGIN_UP !QTY{0,3} COMMA RESPECTIVELY|REACH|BE|LIGHT|MEASURE_NOUN*", "", "none: the verb stands beside the figure", "机场升幅较大，达16.7%"),
    Rule("margin_down", "change", "down", "RATIO", "FALL !QTY{0,3} COMMA RESPECTIVELY|REACH|BE|LIGHT|MEASURE_NOUN*", "", "none: the verb stands beside the figure", "各港降幅明显，分别为5%、6%"),
    Rule("rise_dash", "change", "up", "RATIO", "RISE !QTY|SEMI|COMMA|FALL{1,14} DASH LIGHT*", "", "the largest rise in arrivals was in May - 72 percent", "none: 增长 stands beside the figure"),
    Rule("fall_dash", "change", "down", "RATIO", "FALL !QTY|SEMI|COMMA|RISE{1,14} DASH LIGHT*", "", "recorded the largest drop in arrivals - 72 percent", "none: 下降 stands beside the figure"),
    Rule("grew_all", "change", "up", "RATIO", f"RISE {FILL}|ALL_AT*", "", "rose by 5 percent", "同比增长均在15%以上"),
    Rule("fell_all", "change", "down", "RATIO", f"FALL {FILL}|ALL_AT*", "", "fell by 5 percent", "同比下降均在15%以上"),
    Rule("beyond_by", "change", "up", "RATIO|AMOUNT", f"BEYOND !QTY|COMMA{{0,10}} BY {FILL}*", "", "surpassing the total of 2023 by 20 percent", "none: 超 stands beside the figure"),
    Rule("beyond_by_and", "change", "up", "RATIO|AMOUNT", "BEYOND !QTY|COMMA{0,10} BY LIGHT* QTY AND !QTY|COMMA{1,6} BY LIGHT*", "", "beating 2023 by 2 percent and 2022 by 18 percent", "none: 超 stands beside the figure"),
    Rule("growth_is", "change", "up", "RATIO", "GROWTH !QTY|COMMA{0,16} BE|DASH LIGHT*", "", "The growth rate in arrivals in June is 22.5 percent", "none: 增速 stands beside the figure"),
    Rule("rise_is", "change", "up", "RATIO", "LIGHT RISE PREPOSITION !QTY|COMMA|SEMI|RISE|FALL{1,10} BE|REACH LIGHT*", "", "The increase in prices amounted to 1.7 percent", "none: 升幅 stands beside the figure"),
    Rule("rise_was", "change", "up", "RATIO", "LIGHT WORD{0,1} RISE BE LIGHT*", "", "In the capital the rise was 6.1 percent", "none: 升幅 stands beside the figure"),
    Rule("fall_was", "change", "down", "RATIO", "LIGHT WORD{0,1} FALL BE LIGHT*", "", "In the capital the drop was 6.1 percent", "none: 降幅 stands beside the figure"),
    Rule("fall_is", "change", "down", "RATIO", "LIGHT FALL PREPOSITION !QTY|COMMA|SEMI|RISE|FALL{1,10} BE|REACH LIGHT*", "", "The drop in prices amounted to 1.7 percent", "none: 降幅 stands beside the figure"),
    Rule("rise_comes_to", "change", "up", "RATIO", "LIGHT|BASE RISE RELATIVE? COMES_TO LIGHT|ADV*", "", "with a monthly increase amounting to 61.2 percent", "none: 增幅 stands beside the figure"),
    Rule("fall_comes_to", "change", "down", "RATIO", "LIGHT|BASE FALL RELATIVE? COMES_TO LIGHT|ADV*", "", "with an annual decrease that amounted to 61.2 percent", "none: 降幅 stands beside the figure"),
    Rule("rise_which_came_to", "change", "up", "RATIO", "LIGHT RISE PREPOSITION !QTY|COMMA|SEMI|RISE|FALL{1,8} RELATIVE COMES_TO LIGHT|ADV*", "", "There was a rise in use in May which amounted to 6.3 percent", "none: 增幅 stands beside the figure"),
    Rule("fall_which_came_to", "change", "down", "RATIO", "LIGHT FALL PREPOSITION !QTY|COMMA|SEMI|RISE|FALL{1,8} RELATIVE COMES_TO LIGHT|ADV*", "", "There was a drop in use in May which amounted to 6.3 percent", "none: 降幅 stands beside the figure"),
    Rule("rise_slowed", "change", "up", "RATIO", "LIGHT RISE !QTY|COMMA|SEMI|ED|BE{0,6} SLOW REACH LIGHT*", "", "By March, the increase had slowed to 49 percent", "none: pace_up_is reads 增幅放缓至"),
    Rule("fall_slowed", "change", "down", "RATIO", "LIGHT FALL !QTY|COMMA|SEMI|ED|BE{0,6} SLOW REACH LIGHT*", "", "The decline in sales narrowed to 3.1 percent", "none: pace_down_is reads 降幅收窄至"),
    Rule("growth_slowed", "change", "up", "RATIO", "GROWTH !QTY|COMMA|SEMI|ED|BE{0,6} SLOW REACH LIGHT*", "", "Growth in sales eased to 3.1 percent", "none: pace_up_is reads 增速放缓至"),
    Rule("pace_up_is", "change", "up", "RATIO", "PACE_UP RISE|FALL|ADV{0,2} LIGHT|ADV* REACH LIGHT*", "", "none: growth_slowed reads it", "增速放缓至3.1%"),
    Rule("pace_down_is", "change", "down", "RATIO", "PACE_DOWN RISE|FALL|ADV{0,2} LIGHT|ADV* REACH LIGHT*", "", "none: fall_slowed reads it", "降幅收窄至2.4%"),
    Rule("pace_up", "change", "up", "RATIO", "OF RISE BE !QTY|COMMA|SEMI{1,6} REACH LIGHT*", "", "The pace of increase was highest in Aomori at 18.5 percent", "none: 升幅 stands beside the figure"),
    Rule("pace_down", "change", "down", "RATIO", "OF FALL BE !QTY|COMMA|SEMI{1,6} REACH LIGHT*", "", "The pace of decrease was fastest in Aomori at 18.5 percent", "none: 降幅 stands beside the figure"),
    Rule("growth_pace", "change", "up", "RATIO", "GROWTH BE !QTY|COMMA|SEMI{1,6} REACH LIGHT*", "", "The rate of growth was highest in May at 12 percent", "none: 增速 stands beside the figure"),
    Rule("pace_up_next", "change", "up", "RATIO", "OF RISE|GROWTH !QTY|SEMI{1,9} QTY COMMA FOLLOW !QTY|SEMI{1,10} REACH|WITH LIGHT*", "", "The pace of increase was fastest in Aomori at 18 percent, followed by Oita at 12 percent", "none: 升幅 stands beside the figure"),
    Rule("pace_down_next", "change", "down", "RATIO", "OF FALL !QTY|SEMI{1,9} QTY COMMA FOLLOW !QTY|SEMI{1,10} REACH|WITH LIGHT*", "", "The pace of decrease was fastest in Aomori at 18 percent, followed by Oita at 12 percent", "none: 降幅 stands beside the figure"),
    Rule("share_at", "share", None, "RATIO", f"SHARE !QTY|SEMI{{1,8}} REACH {FILL}*", "", "accounted for the most, at 30.6 percent", "none: 占 stands beside the figure"),
    Rule("share_is_at", "share", None, "RATIO", "SHARE !QTY|COMMA|SEMI|RISE|FALL{0,8} BE LIGHT|ADV*", "", "the share of the total catch was 28 percent", "none: 占 stands beside the figure"),
    Rule("share_of_these", "share", None, "RATIO", "PART WORD{0,2} COMMA? LIGHT*", "", "Of these arrivals, 81% came by boat", "其中80%来自亚洲"),
    Rule("share_of", "share", None, "RATIO", "", "OF LIGHT* WORD", "12% of cases", "none: 占 stands before the figure"),
    Rule("share_with", "share", None, "RATIO", "WITH LIGHT|MEASURE_NOUN*", "ING|REACH|BE", "with over 75 per cent arriving in Italy", "none: 占 stands before the figure"),
    Rule("share_who", "share", None, "RATIO", "COMMA|AND WITH? LIGHT|MEASURE_NOUN*", "ED|ING", "and over 50 percent arrived by air", "none: 占 or 的 stands beside the figure"),
    Rule("share_bracket_of", "share", None, "RATIO", "", "OPEN !CLOSE{1,4} CLOSE OF|PREPOSITION", "12% (20 of 166) of cases", "none: 占 stands before the figure"),
    Rule("share_bracket", "share", None, "RATIO", "", "OPEN AMOUNT OF AMOUNT CLOSE", "10% (17 of 166) were in London", "none: 占 stands before the figure"),
    Rule("share_before_ratio", "share", None, "RATIO", "OPEN", "COMMA AMOUNT OF AMOUNT CLOSE", "in London (55%, 91 of 166)", "none: 占 stands before the figure"),
    Rule("share_of_first", "share", None, "RATIO", "OF !QTY|COMMA{1,5} COMMA LIGHT*", "", "Of the calls, 64% came from towns", "none: 占 or 其中 stands before the figure"),
    Rule("share_or", "share", None, "RATIO", "", "COMMA OR LIGHT* AMOUNT", "Of them, 60 percent, or 7 million, worked in towns", "none: 即 stands between them"),
    Rule("share_of_people", "share", None, "RATIO", "!OF|LIGHT|AND|COMMA|QTY|TIME|OPEN|CLOSE{1,1}", "WORD{1,2} FROM|PREPOSITION", "none: of stands behind the figure", "全省95%以上出入境人员从机场通关"),
    Rule("share_copula", "share", None, "RATIO", "", "COPULA WORD", "none: of stands behind the figure", "近三成是小微企业"),
    Rule("share_de", "share", None, "RATIO", "", "DE !RISE|FALL|QTY|COMMA", "none: of stands behind the figure", "85%的申请已办结"),
    Rule("share_is", "share", None, "RATIO", "PART|AND|LIST LIGHT|MEASURE_NOUN*", "LIST? WORD? BE WORD", "none: of stands behind the figure", "其中约八成为外国人"),
    Rule("share_total", "share", None, "RATIO", "MEASURE_NOUN DE", "", "none: of stands behind the figure", "超过出入境人员总量的70%"),
)  # fmt: skip
