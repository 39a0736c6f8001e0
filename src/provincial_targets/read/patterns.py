"""How reports word a figure: numbers, and the words that stand around them.

All patterns match a sentence whose characters are in one width (`same_width`), place by place the
sentence as printed. The lists are of the language, never of a province.
"""

from __future__ import annotations

import functools
import re

_SAME_WIDTH = str.maketrans(
    "０１２３４５６７８９％﹪．·〜～－—–−‐‑ＧＤＰＣＩ;:", "0123456789%%..~~------GDPCI；："
)
_PAUSE = re.compile(r",(?![0-9]{3}(?![0-9]))")


def same_width(text: str) -> str:
    """Return a text in one width, each character at its place; a comma in a number stays one."""
    return _PAUSE.sub("，", text.translate(_SAME_WIDTH))


def _any(words: str) -> str:
    """Return a pattern for any of some words, each a pattern itself."""
    return "(?:" + "|".join(words.split()) + ")"


NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_TO = "(?:[-~]+|至|到)"
_BOUND = "(?:[(（]含[)）])?(?:及|或)?" + _any("左右 上下 前后 以上 以下 以内 之内 之间 区间") + "?"
PERCENT = rf"(?:-?{NUMBER}(?:%?{_TO}{NUMBER})?%%?|百分之[零一二三四五六七八九十两点]+){_BOUND}"
MONEY = (
    rf"(?:{NUMBER}(?:{_TO}{NUMBER})?|[十百千数])?[万千百]*(?:万亿|亿|万)"
    rf"(?:级规模|元(?:人民币)?{_any('大关 新?台阶 级?规模')}?){_BOUND}"
)
LEVELS = {
    "10k_persons": rf"{NUMBER}[余多]?万[余多]?人{_BOUND}",
    "10k_tonnes": rf"{NUMBER}[余多]?(?:万亿|亿|百万|千万|万)[余多]?(?:公斤|斤|吨){_BOUND}",
}
"""Levels by their unit."""
_CHANGE = _any(
    "增长 增速 增幅 涨幅 上涨 上升 提高 提升 增加 下降 降低 减少 回落 下滑 负增长 降幅 增"
)
_TOWARDS = _any(
    "率 幅度 预期 目标 预计 力争 争取 确保 保持 稳定 维持 控制 实现 达到? 为 在 至 约 了 的"
    " 不低于 不少于"
    " 不高于 不超过 超过? 高于 近 [:：]"
)
GROWTH = rf"(?:同口径|可比口径|按可比价格?)?{_CHANGE}{_TOWARDS}{{0,6}}{PERCENT}"

_SCOPE = "全[省市区疆州]? 我[省市区] 本[省市区] 自治区 地方 地区 区域"
_ADVERBS = """
    初步(?:统计|核算|预计|测算|估计) 据?(?:统计|测算) 预计 预期 有望 可 将 要 须 应 拟 建议 安排
    计划
    全年 去年 今年 本年 当年 上年 年末 年底 年度 过去一年 一年来
    (?:到|截至)?20[0-9]{2}年(?:底|末|度)?
    力争 争取 努力 奋力 全力 确保 保证 推动 促进 带动 拉动 推进 支撑 引领 实现 完成 取得 保持
    达成 达到 使得? 让
    其中 同时 并 且 也 又 仍 均 都 主要 总体 整体 持续 稳定 稳步 进一步 不断 再次 首次 继续
    历史性 成功 顺利
    是 为 综合 全面 不折不扣 高于 快于 正常年景下 扣除房地产开发投资后
"""
MAY_PRECEDE = re.compile(
    rf"""(?:{_any(_ADVERBS)}|{_any(_SCOPE)}|[一二三四五六七八九十]+是|[的、和与及“”"(（)）:：\s-]){{0,12}}$"""
)
"""What may stand in a clause before the name of its subject."""

_BETWEEN = r"""
    [(（][^()（）]{1,16}[)）] \[[0-9]+\] [的和与:：\s]
    预计 预期 有望 可望 将 要 应 力争 争取 努力 奋力 全力 确保 保证 实现 完成 达成 达到?了? 为
    是 在 约 按
    不低于 不少于 不超过 低于 突破了? 超过?了? 近 首次 再次 历史性地? 进入了? 重回
    [迈跨站登跃踏再][上入过越]了?
    [增升][加长]?[至到] (?:提升|提高|上升|扩大|降低|下降)[至到]
    同比 比上年 较上年 比上一年 按(?:可比|不变)价格?(?:计算)?，? 扣除价格因素，? 名义 实际 可比
    全年平均 平均值? 均值 保持 控制 稳定 维持 稳 继续 逆势 顶压 总体 基本 较快 稳步 平稳
    总水平 总量 总额 总值 规模 数 值 增速 涨幅 上涨幅度 指数 水平 左右 仍 已 了 再
    全年 全[省市区] 年度 当年 去年 今年 (?:到|至)?20[0-9]{2}年 连续[0-9]+年
    在[^，；。]{2,20}情况下
"""
MAY_FOLLOW = f"{_any(_BETWEEN)}{{0,10}}"
"""What may stand between the name of a subject and its figure.

Here and above the number of words is bounded, since some can be read as one word or two: a text
made to be read in all ways would take for ever.
"""

REMARK = re.compile(
    "[，、]"
    + _any(
        "增速 增量 总量 增幅 居 位居 排 列 位列 稳居 高于 低于 快于 好于 优于 创 再创 连续"
        " 时隔 跑赢 高出"
        " 超额 圆满 达成 (?:为|完成)(?:年初|调整|年度|汇总)*预算"
    )
    + "[^，、；。]*"
)
"""A remark on a figure, behind which the next figure of the same subject may stand."""
RECORD = re.compile(
    r"(?:再?创[^，、；。]{0,10}(?:新高|纪录|最好水平)|再上[^，、；。]{0,6}台阶"
    r"|(?:连续|接连)?连?[跨跃迈][上越过]?[0-9一二两三四五六]+个[^，、；。]*台阶)(?=[，、])"
)
"""A remark on a subject before its figure."""
OF_ANOTHER = re.compile(f"的(?!新?{_any('阶段 台阶 水平 规模 目标 增长 增速 速度 预期 关口')})")
"""What makes a figure the attribute of something else: 超500亿元的县域."""
REACHED = re.compile("达|突破|超|[迈跨跃站登][上入过越]|[至到]|提高|稳定在")
"""What makes an amount of a span of years that of its last one."""
FROM_TO = re.compile(
    r"(?:由|从)[^，；。]{0,20}?[0-9][^，；。]{0,20}?(?:到|至|为)了?(?:20[0-9]{2}年的?)?"
    rf"(?P<figure>{MONEY}|{PERCENT})"
)
HOPE = re.compile(
    r"[，、](?:根据[^，；。]{2,6}|在?实际工作中(?:我们)?[将要]?)?(?:尽最大)?(?:努力|全力|奋力)?"
    rf"{_any('争取 力争 冲刺')}{_any('取得 实现 达到')}?(?:更[^，；。、]*|{PERCENT})"
)
"""The hope for more behind a target: 在实际工作中努力争取更好结果."""
RESPECTIVELY = re.compile(r"(?P<before>[^，；。]{0,30}?)分别(?P<rest>[^，；。]*(?:，[^，；。]*)?)")
AHEAD_IN_WORDS = re.compile(
    _any(
        "正增长 同步 一致 高于 快于 跑赢 好于 持平 全国平均 止跌 稳定增长 稳步增长 只增不减"
        " 稳中 完成国家"
    )
)
"""What makes a target of words, where the paragraph does not say that it sets targets."""
FULFILS = re.compile(_any("完成 达到 下达 任务 指标"))
"""What makes words of a clause a target, whatever its subject: 完成国家下达的能耗降低任务."""
BACK_IN_WORDS = re.compile(_any("持平 正增长 同步 两位数增长 止跌回升 稳步回升 未达 完成 持续下降"))
YEAR = re.compile("20[0-9]{2}(?=年)")
PART_OR_SPAN = re.compile(
    _any("[一二三四前]季度 [上下]半年 [0-9]+月 月均 年均 累计 [一二三四五]年 平均每年 每年")
)
"""What makes a figure one of a part of a year, or of several."""
SHARE = re.compile(_any("占 比重 贡献 排名 位次 位居"))
BOUND = re.compile(_any("突破 超 [迈跨跃站登][上入过越] 以上"))
VAGUE = re.compile(_any("突破 超 [迈跨跃站登][上入过越] 级 左右"))
BROUGHT_ABOUT = re.compile("带动|拉动")
COMPARED = re.compile("[与于比]$")
"""What makes a name one that its subject is compared with: 快于经济增长."""
WITHOUT_A_PART = re.compile("扣除房地产|不含房地产")
A_FIGURE = re.compile(f"{NUMBER}%|{NUMBER}[万亿]|百分点")
ASIDE = re.compile(r"(?:[(（][^()（）]*[)）]|\[[0-9]+\])+")
STOPS = "，；。！？：:"


@functools.cache
def step(form: str, unit: str) -> re.Pattern[str]:
    """Return what states one more figure of a subject: a pause, words between, the figure.

    Args:
        form: The form of the subject's figures, as in phrases.csv.
        unit: Their unit.
    """
    figures = {
        "growth": f"(?P<growth>{GROWTH})|(?P<other>{MONEY}|{NUMBER}万?元)",
        "growth_and_size": f"(?P<growth>{GROWTH})|(?P<size>{MONEY})",
        "rate": f"(?P<growth>{GROWTH})|(?P<rate>{PERCENT})",
        "share": f"(?P<share>{PERCENT})",
        "level": f"(?P<level>{LEVELS.get(unit, '$^')})",
    }
    return re.compile(rf"[，、]?(?P<between>{MAY_FOLLOW})(?:{figures[form]})")
