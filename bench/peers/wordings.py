"""Read the wording of a target as the models do (macros/targets), in Python.

What SQL does to a column of distinct wordings is done here to one wording; both peers call it once
for each distinct one. Amounts of money are not read: the main marts need none of them.
"""

# ruff: noqa: E501 (a pattern that is cut is hard to compare with the one in SQL)

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Reading(NamedTuple):
    """The meaning of a wording: a number in percent, the ends of a range, the qualifier."""

    stated: float | None
    low: float | None
    high: float | None
    qualifier: str
    is_two_track: bool


_N = "[0-9]+[.]?[0-9]*"
_P = f"-?{_N}(?:↔-?{_N})?%"
_SAME_CHARACTERS = [
    ("０１２３４５６７８９％﹪．＋＜＞＄", "0123456789%%.+<>$"),
    ("、；：（）“”　＝≦≧", ';;:()""' + " =≤≥"),
    ("—–−―－～〜~‑‐‒⁃﹣", "-------------"),
    ("・·‧", "..."),
    ("\u00a0\u2009\u202f\u3000", "    "),
    (
        "增長內約於過達預計萬億點為與實爭總总經濟済経減調後從較漲產與進貿額兩歩억",
        "增长内约于过达预计万亿点为与实争总总经济济经减调后从较涨产与进贸额两步亿",
    ),
    (
        "負轉転縮擴拡緩別個滿満據間範圍將歲僅來國區價財○〇조만천",
        "负转转缩扩扩缓别个满满据间范围将岁仅来国区价财零零兆万千",
    ),
]
_CONTINENTAL = "milliard|miliard|millionen|billionen|mrd|mio"
_SAME_SPELLINGS = [
    ("(^|[^0-9.])([0-9]{1,3}) ([0-9]{3})([^0-9]|$)", "\\1\\2\\3\\4"),
    ("([0-9])[.]([0-9]{3})( ?(?:" + _CONTINENTAL + ")|,[0-9])", "\\1\\2\\3"),
    ("([0-9]),([0-9]{3} ?(?:" + _CONTINENTAL + "))", "\\1.\\2"),
    ("([0-9])[,，]([0-9]{3})([^0-9]|$)", "\\1\\2\\3"),
    ("([0-9])[,，]([0-9]{3})([^0-9]|$)", "\\1\\2\\3"),
    ("([0-9]),([0-9]{1,2})([^0-9]|$)", "\\1.\\2\\3"),
    ("([0-9])。([0-9]+)([^0-9月日年号]|$)", "\\1.\\2\\3"),
    ("，", ";"),
    ("[▲△▼▽↓] ?([0-9])", "-\\1"),
    ("(?:负|マイナス|마이너스) ?([0-9])", "-\\1"),
    ("(^|[^a-z])minus ([0-9])", "\\1-\\2"),
    ("per[ -]?cent|prozent|procent|pour cent|パーセント|퍼센트|pct", "%"),
    ("([0-9]) ?p[.]?p[.]?t?s?[.]?([^a-z]|$)", "\\1pp\\2"),
    ("%p([^a-z]|$)", "pp\\1"),
    (
        "(?:个?百分点|个点|[ -]*%(?:age)?[ -]?(?:points?|punkte?n?)| ?points? de pourcentage|[ -]*% ?(?:ポイント|포인트))",
        "pp",
    ),
    ("%age", "share"),
    ("[ -]*%", "%"),
    ("([0-9]) p(?:e(?:r(?: ?c(?:e(?:n)?)?)?)?)?$", "\\1%"),
]
_SPELL_NUMERALS_IN_DIGITS = [
    ("百分之", "@"),
    ("([0-9])点([0-9])", "\\1.\\2"),
    ("([0-9])千零?([0-9])百", "\\1\\2百"),
    ("([0-9])千(0|[^0-9百]|$)", "\\10百\\2"),
    ("([0-9])百0?([0-9])十", "\\1\\2十"),
    ("([0-9])百(0|[^0-9十]|$)", "\\10十\\2"),
    ("([0-9])十0?([0-9])", "\\1\\2"),
    ("([0-9])十", "\\10"),
    ("十([0-9])", "1\\1"),
    ("十", "10"),
    ("@(负|-)?([0-9.]+)", "\\1\\2%"),
    ("@", "百分之"),
]
_WITHOUT_ASIDES = [
    ("(%[^%()]*)[(][^()]*[)]?", "\\1"),
    ("(%[^%]*)[,;(] ?(?:其中|of which|including|compared|against|versus|vs).*$", "\\1"),
    ("完成[^;%]*" + _N + "%", ""),
]
_SIGNED = "(-?" + _N + ")"
_WRITE_RANGES = [
    (
        "(?:from|由|从)[^;]*[0-9]%[^0-9;%]*(?:to|到了?|至|为)([^0-9;%]*)" + _SIGNED + "%",
        " 至\\1\\2%",
    ),
    ("(?:from|von|由|从) ?" + _SIGNED + "%? ?(?:to|auf|到|至) ?" + _SIGNED + "%", " 至\\2%"),
    (_SIGNED + "%から" + _SIGNED + "%(に|へ)", "\\2%\\3"),
    (_SIGNED + "%에서 ?" + _SIGNED + "%(로|으로)", "\\2%\\3"),
    (_SIGNED + "%? ?(?:-|至|到| to | bis | ?à ?|から) ?" + _SIGNED + "%", "\\1↔\\2%"),
    (_SIGNED + "%? ?(?:和|与|到|至|-) ?" + _SIGNED + "%之间", "\\1↔\\2%"),
    ("(?:between|entre|zwischen) " + _SIGNED + "%? (?:and|to|et|und) " + _SIGNED + "%", "\\1↔\\2%"),
]
_ANY = "(" + _P + ")"
_LATIN = "(^|[^a-zß-ÿ])"
_WRITE_BOUNDS = [
    (
        "[≥≤≈]?"
        + _ANY
        + " ?(?:左右|前后|上下|前後|程度|or so|좌우|안팎|내외|가량|정도|ou presque)",
        "≈\\1",
    ),
    (
        "[≥≤≈]?"
        + _ANY
        + "(?:[(]含[)]|及|或|和|与| )*(?:以内|以下|之内|之下|内|为?上限|未满|を?下回|이하|이내|미만|(?:or|and) (?:less|below|lower|under|fewer)|at most|at the most|maximum|ou moins|oder weniger)",
        "≤\\1",
    ),
    (
        "[≥≤≈]?"
        + _ANY
        + "(?:[(]含[)]|及|或|和|与| )*(?:以上|之上|更高|更多|を?超|を?上回|多|余|为?下限|이상|초과|[를을]? ?넘|(?:or|and) (?:more|above|higher|greater|better|over|up)|at least|minimum|plus|ou plus|oder mehr|[+])",
        "≥\\1",
    ),
    ("不[得能应会可]?(?:低于|少于|小于|跌破) ?" + _ANY, "≥\\1"),
    ("(?:至少|最低|最少|起码|下限为?|少なくとも|最低でも|최소|적어도) ?" + _ANY, "≥\\1"),
    (
        _LATIN
        + "(?:(?:no|not) (?:be )?(?:less|lower|fewer) than|not (?:fall |drop )?(?:below|under)|at least|at or above|a? ?minimum of|d.au moins|au moins|mindestens|wenigstens|almeno) ?"
        + _ANY,
        "\\1≥\\2",
    ),
    (
        "(?:跌破|不[得能应会可]?(?:超过|超出|超|高于|大于|多于|突破|逾)|未(?:超过?|突破|满|达到?)|不满|不足|不到|低于|小于|少于|至多|最多|最高|上限为?|<=?|≤|최대) ?"
        + _ANY,
        "≤\\1",
    ),
    (
        _LATIN
        + "(?:within|below|under|at most|at or below|(?:no|not) (?:be )?(?:more|higher|greater) than|(?:less|lower|fewer) than|(?:up to )?a? ?maximum of|not (?:to )?exceed(?:ing)?|not (?:beyond|over|above)|capped at|moins de|au plus|au maximum|inférieure? à|ne dépass[a-zß-ÿ]* pas|höchstens|maximal|unter|weniger als) ?"
        + _ANY,
        "\\1≤\\2",
    ),
    ("(?:高于|超过|超出|超|大于|多于|逾|突破|冲破|站上|跨过|>=?|≥) ?" + _ANY, "≥\\1"),
    (
        _LATIN
        + "(?:above|over|(?:more|higher|greater) than|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)?|upwards? of|in excess of|topp(?:ed|ing)|tops|beyond|plus de|supérieure? à|dépass[a-zß-ÿ]*|über|mehr als|oltre) ?"
        + _ANY,
        "\\1≥\\2",
    ),
    ("(?:大?约为?|大概|大致|大体|将?近|接近|ほぼ|およそ|약|대략) ?" + _ANY, "≈\\1"),
    (
        _LATIN
        + "(?:about|around|approximately|approx[.]?|roughly|some|circa(?: il| lo)?|ca[.]|nearly|almost|close to|environ|autour de|près de|etwa|rund|ungefähr|knapp) ?"
        + _ANY,
        "\\1≈\\2",
    ),
    (
        "≥" + "(-?" + _N + ")%(?:;|和|且|并|而|但|并且| |and|but|und|et)*≤(-?" + _N + ")%",
        "\\1↔\\2%",
    ),
]
_BOUND = "([≥≤≈]?" + _P + ")"
_ONE = "([≥≤≈]?)(" + _N + ")%"
_BETWEEN = "(?:[^%;]*[^%;0-9.↔≥≤≈-])?"
_BY = "(?:了|大约|幅度?|达到?|在|同比|出|控制|保持| |:)*"
_BY_LATIN = "(?: (?:by|of|a|an|um|von|de|du|del|dello|further|another|just|only|year[ -]on[ -]year))* ?(?:d.|dell.)?"
_FALLING = "下降|下滑|下跌|下挫|下落|下行|下探|减少|减低|降低|降|跌|减|滑坡|滑落|回落|跌落|缩减|缩水|缩小|萎缩|收缩|紧缩|衰退|倒退|减退|负增长"
_FALLING_LATIN = "decreas[a-z]*|declin[a-z]*|dropp?(?:s|ed|ing)?|f[ea]ll(?:s|en|ing)?|down|shr[aiu]nk[a-z]*|sl(?:id|ide|ides|iding)|slip[a-z]*|contract(?:s|ed|ing|ion)?|reduc[a-z]*|plung[a-z]*|plummet[a-z]*|tumbl[a-z]*|slump[a-z]*|s[aiu]nk(?:s|ing|en)?|retreat[a-z]*|dip(?:s|ped|ping)?|lost|loss|losing|lower|negative growth|negative|moins|baiss[a-zß-ÿ]*|recul[a-zß-ÿ]*|diminu[a-zß-ÿ]*|chut[a-zß-ÿ]*|repli[a-zß-ÿ]*|rückg[a-zß-ÿ]*|sinkt|gesunken|fiel|fällt|gefallen|schrumpf[a-zß-ÿ]*|abnahme|einbruch|cal[aoòi][a-zß-ÿ]*|diminuzione|riduzione|contrazione"
_NOUNS = "降幅|跌幅|减幅|负增长|下降幅度|减少率|下落率|下げ幅|감소폭|하락폭"
_NOUNS_LATIN = "decline|decrease|drop|contraction|fall|rückgang|baisse|recul|reduction"
_RATES = "增速|增幅|涨幅|升幅|降幅|跌幅|减幅|增长率|失业率|增长速度|负增长|目标|伸び率|上昇率|증가율|성장률"
_RATES_LATIN = (
    "growth|growth rate|rate|pace|inflation|target|goal|decline|decrease|drop|contraction"
)
_CHANGED = "回落|收窄|扩大|缩小|放缓|趋缓|减缓|加快|加速|提高|提升|上升|回升|下降|降低|下滑|下跌|减少|增加|走低|走高"
_CHANGED_LATIN = "slow(?:s|ed|ing)?(?: down)?|eas(?:ed|ing)|narrow(?:s|ed|ing)?|widen(?:s|ed|ing)?|accelerat[a-z]*|decelerat[a-z]*|quicken[a-z]*|(?:was |were )?(?:raised|lowered|cut|higher|lower)|rose|fell|falling|dropp?(?:ed|ing)|declined|declining|decreased|increased|slid|slipped"
_MARK_FALLS = [
    ("^[(]" + _ONE + "[)]$", "\\1-\\2%"),
    ("^[(](" + _N + ")[)]%$", "-\\1%"),
    ("(?:负|マイナス|마이너스)(?:增长|成長|성장)?(?:的|为| )*" + _BOUND, "↘\\1"),
    (
        "(?:上调|下调|调高|调低|调升|调降|收窄|放缓|趋缓|减缓|加快|加速)"
        + _BY
        + "[≥≤≈]?(-?"
        + _N
        + ")%",
        "\\1pp",
    ),
    (
        "(?:" + _RATES + ")[^%;0-9至到↘-]*(?:" + _CHANGED + ")" + _BY + "[≥≤≈]?(" + _N + ")%",
        "\\1pp",
    ),
    ("(?:" + _RATES + ")[^%;0-9至到↘-]*[高低快慢]出?了?(" + _N + ")%", "\\1pp"),
    ("(" + _N + ")%(?:减速|鈍化|둔화)", "\\1pp"),
    (
        _LATIN
        + "(?:slow(?:ed|ing|s)?|eas(?:ed|ing)|narrow(?:ed|ing|s)?|widen(?:ed|ing|s)?)"
        + _BY_LATIN
        + "[≥≤≈]?("
        + _N
        + ")%",
        "\\1\\2pp",
    ),
    (
        _LATIN
        + "(?:"
        + _RATES_LATIN
        + ") (?:[a-z-]* )?(?:"
        + _CHANGED_LATIN
        + ")"
        + _BY_LATIN
        + "[≥≤≈]?("
        + _N
        + ")%",
        "\\1\\2pp",
    ),
    ("(?:" + _NOUNS + ")" + _BETWEEN + _BOUND, "↘\\1"),
    (
        _LATIN
        + "(?:"
        + _NOUNS_LATIN
        + ")(?: of| was| is| rate| de| von| um| narrowed| narrowing| widened| widening| slowed| eased)*(?: to| at)? "
        + _BOUND,
        "\\1↘\\2",
    ),
    ("(?:" + _FALLING + ")" + _BY + _ONE + "(?:;|和|与|及)" + _ONE, "↘\\1\\2%;↘\\3\\4%"),
    ("(?:" + _FALLING + ")" + _BY + _BOUND, "↘\\1"),
    ("(比[^%;]*)[低少]了?" + _BOUND, "\\1↘\\2"),
    (_LATIN + "(?:" + _FALLING_LATIN + ")" + _BY_LATIN + _BOUND, "\\1↘\\2"),
    (
        _BOUND
        + "(?:的|の|も|ほど|と|나|이나| )*(?:降幅|跌幅|减幅|下降|下滑|下跌|下落|低下|减少|减|降|负增长|萎缩|收缩|衰退|缩小|マイナス|ダウン|下回|落ち込|감소|하락|마이너스|줄|축소|역성장|위축|후퇴|zurück|gesunken|gefallen|geschrumpft|niedriger|rückgang)",
        "↘\\1",
    ),
    (
        _BOUND
        + " ?(?:year[ -]on[ -]year |annual |yoy )?(?:decrease|drop|decline|fall|contraction|reduction|slump|slide|plunge|dip|lower|less|fewer|down)([^a-z]|$)",
        "↘\\1\\2",
    ),
]
_FALLS_LATIN = "decreas|declin|dropp|fell|falle|falling|shr[aiu]nk|slid|contract|plung|slump|tumbl|recession|baiss|recul|rückg|sank|schrumpf|gesunken|gefallen"
_RISING = "增长|增速|增幅|涨|升|增加|提高|增至|growth|gr[eo]w|increas|rose|rise|rising|up |hausse|croissance|wachstum|増|성장|증가|상승"
_WRITE_FALLS = [
    ("↘+", "↘"),
    ("↘≥(" + _N + ")%", "≤-\\1%"),
    ("↘≤(" + _N + ")%", "≥-\\1%"),
    ("↘[≥≤≈]?(" + _N + ")↔(" + _N + ")%", "-\\2↔-\\1%"),
    ("↘(≈?)(" + _N + "%)", "\\1-\\2"),
    ("↘", ""),
    ("((?:转负|为负|负区间|负值)[^%0-9-]*)[≥≤≈]?(" + _N + ")%", "\\1\\2pp"),
    ("((?:" + _RISING + ")[^%;0-9-]*)([≥≤≈]?[0-9])", "\\1⇒\\2"),
    (
        "((?:"
        + _FALLING
        + "|"
        + _FALLS_LATIN
        + ")(?:为|[^%;0-9-]*(?:至|到|控制|保持|to |auf |à ))[^%;0-9-]*)([≥≤≈]?[0-9])",
        "\\1⇒\\2",
    ),
    (
        "((?:"
        + _FALLING
        + "|收窄|扩大|narrow|widen|"
        + _FALLS_LATIN
        + ")[^%;0-9⇒-]*)[≥≤≈]?("
        + _N
        + ")%",
        "\\1\\2pp",
    ),
    ("⇒", ""),
    ("([a-z]-|- |point |[0-9];)(" + _N + ")%", "\\1\\2pp"),
]


def _rules(pairs: list[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    """Compile rules; SQL writes a group as a backslash and one digit."""
    return [(re.compile(pattern), re.sub(r"\\(\d)", r"\\g<\1>", text)) for pattern, text in pairs]


_ONE_SPELLING = str.maketrans(*("".join(side) for side in zip(*_SAME_CHARACTERS, strict=True)))
_DIGITS = str.maketrans("零一二两三四五六七八九", "01223456789")
_SPELLINGS, _NUMERALS = _rules(_SAME_SPELLINGS), _rules(_SPELL_NUMERALS_IN_DIGITS)
_SIGNS = [
    rule
    for pairs in (_WITHOUT_ASIDES, _WRITE_RANGES, _WRITE_BOUNDS, _MARK_FALLS, _WRITE_FALLS)
    for rule in _rules(pairs)
]
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TWO_TRACK = re.compile(
    "[ ,;(]*(?:在?实际工作中)?(?:努力|全力)?(?:争取|力争)[^0-9%]*(?:更好|更高|更优|达到).*$"
    "|[ ,;(]+(?:努力|全力|奋力)?(?:争取|力争|冲刺)[^%]*%[^%]*$"
    "|[ ,;]*(?:and |while )?striv[a-z]* [^0-9%]*bet.*$"
)
_LEVEL = re.compile("持平|(?:^|[^a-z])flat(?:$|[^a-z])")
_OF_A_RATE = re.compile(
    "[0-9]%|目标|增速|增长|增幅|涨幅|降幅|预期|平均|全国|经济|生产总值|gdp|target|goal|growth|rate|pace"
)
_INDEX = re.compile("(?:上年|上年同期|去年|(?:previous|preceding) year) ?= ?100")
_AT = "^(?:[^%]*%){{{}}}(?:[^%]*[^%0-9.-])?(-?" + _N + ")%"


def _rewritten(text: str, rules: list[tuple[re.Pattern[str], str]]) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _with_percent(text: str) -> str:
    if "%" in text:
        return text
    n = "[0-9]{1,3}(?:[.][0-9]+)?"
    found = re.sub(f"(^|[^0-9.])({n}) ?(-|至|到|to) ?({n})($|[ ;,左以])", r"\1\2%\3\4%\5", text)
    if found != text:
        return found
    return re.sub(
        "(^[(]?|增长|增速|上涨|下降|growth:?|by|about|around|above|over|within|below|at|at least"
        f"|at most|more than|less than|约|-|负)( ?)({n})( ?[)]?(?:左右|以上|以内|以下|前后|[;,].*)?$)",
        r"\1\2\3%\4",
        text,
    )


def _range_end(text: str, end: int) -> float | None:
    found = re.search(f"(-?{_N})↔(-?{_N})%", text)
    if found is None or float(found[1]) > float(found[2]):
        return None
    return float(found[end])


def _percent(text: str) -> float | None:
    if _INDEX.search(text):
        found = re.search(f"=100[)]? *({_N})", text)
        return round(float(found[1]) - 100, 4) if found else None
    if "↔" in text:
        low, high = _range_end(text, 1), _range_end(text, 2)
        return None if low is None or high is None else round((low + high) / 2, 4)
    stated = [found for place in range(3) if (found := re.search(_AT.format(place), text))]
    if stated and len({float(found[1]) for found in stated}) == 1:
        return float(stated[0][1])
    return 0.0 if _LEVEL.search(text) and not _OF_A_RATE.search(text) else None


_IN_WORDS = [
    (
        "not_disclosed",
        "未公布|未公开|未披露|未设定|not disclosed|not publicly|undisclosed|not announced",
    ),
    (
        "above_gdp",
        "(高于|快于|跑赢).*(经济|gdp|生产总值)"
        "|(above|faster than|higher than|outpac[a-z]*) .*(economic|economy|gdp)",
    ),
    (
        "in_line_with_gdp",
        "(与|和).*(经济|gdp|生产总值).*(同步|一致|相当|持平)"
        "|(in step with|in line with|on par with|in sync with|keep pace with|in tandem with) "
        ".*(economic|economy|gdp)|連動|même rythme",
    ),
    ("positive", "正增长|positive growth|プラス成長|croissance positive"),
]


def _qualifier(clause: str, in_signs: str) -> str:
    if re.search("[0-9]%", in_signs):
        if _range_end(in_signs, 1) is not None:
            return "range"
        for qualifier, sign in (("at_least", "≥"), ("at_most", "≤"), ("about", "≈")):
            if re.search(f"{sign}-?[0-9]", in_signs):
                return qualifier
        return "exact"
    for qualifier, words in _IN_WORDS:
        if re.search(words, clause):
            return qualifier
    return "qualitative"


@cache
def read(wording: str) -> Reading:
    """Read one wording of a percentage."""
    text = _rewritten(wording.strip(" ").lower().translate(_ONE_SPELLING), _SPELLINGS)
    if "百分之" in text or not re.search("[0-9]", text):
        text = _rewritten(text.translate(_DIGITS), _NUMERALS)
    text = _with_percent(text)
    for number, word in enumerate(_WORDS):
        text = text.replace(f"{word}%", f"{number}%")
    rest = _TWO_TRACK.sub("", text)
    is_read = re.search("[0-9]%", rest) or (
        re.search("[0-9]", rest) and not re.search("[0-9]%", text)
    )
    clause = rest if is_read else text
    in_signs = _rewritten(clause, _SIGNS)
    return Reading(
        _percent(in_signs),
        _range_end(in_signs, 1),
        _range_end(in_signs, 2),
        _qualifier(clause, in_signs),
        clause != text,
    )
