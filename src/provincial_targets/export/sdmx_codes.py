"""Concepts and codes of the SDMX messages that no table of the warehouse has, in both languages."""

from __future__ import annotations

Names = dict[str, str]
"""A text by its language, `en` and `zh`."""
Codes = dict[str, Names]
"""The names of the codes of a list."""

CONCEPTS: Codes = {
    "FREQ": {"en": "Frequency", "zh": "频率"},
    "REF_AREA": {"en": "Reference area", "zh": "地区"},
    "SCOPE": {"en": "Scope: a set of provinces", "zh": "范围：一组省份"},
    "INDICATOR": {"en": "Indicator", "zh": "指标"},
    "TIME_PERIOD": {"en": "Time period", "zh": "时期"},
    "OBS_VALUE": {"en": "Observation value", "zh": "观测值"},
    "OBS_STATUS": {"en": "Observation status", "zh": "观测状态"},
    "UNIT_MEASURE": {"en": "Unit of measure", "zh": "计量单位"},
    "UNIT_MULT": {"en": "Unit multiplier, a power of ten", "zh": "单位乘数，10的幂"},
    "VINTAGE": {"en": "Vintage: what was known by a day", "zh": "数据时点：截至某日已知的数据"},
    "EMBARGO_TIME": {"en": "Day from which it could be public", "zh": "可公开之日"},
    "QUALIFIER": {"en": "Qualifier", "zh": "措辞类型"},
    "RELEASE": {"en": "Release", "zh": "数据版本"},
    "FIRST_RELEASE": {"en": "Release of the first outturn", "zh": "最初实际值的数据版本"},
}

LISTS_OF_SDMX: dict[str, Codes] = {
    "FREQ": {"A": {"en": "Annual", "zh": "年度"}},
    "OBS_STATUS": {
        "A": {"en": "Normal value", "zh": "正常值"},
        "E": {"en": "Estimated value", "zh": "估计值"},
        "M": {"en": "Missing value; data cannot exist", "zh": "缺失值：数据不可能存在"},
        "O": {"en": "Missing value", "zh": "缺失值"},
        "P": {"en": "Provisional value", "zh": "初步值"},
        "U": {"en": "Low reliability", "zh": "可靠性低"},
    },
    "UNIT_MULT": {
        "0": {"en": "Units", "zh": "个"},
        "8": {"en": "Hundreds of millions", "zh": "亿"},
    },
}
"""The codes in use of lists that SDMX maintains, by their concept."""

LISTS: dict[str, Codes] = {
    "UNIT_MEASURE": {
        "PERCENT": {"en": "Percent", "zh": "百分比"},
        "PERCENTAGE_POINTS": {"en": "Percentage points", "zh": "百分点"},
        "SHARE": {"en": "Share, 0 to 1", "zh": "比例，0到1"},
        "CNY": {"en": "Yuan, current prices", "zh": "元，当年价"},
    },
    "RELEASE": {
        "estimate": {"en": "Estimate", "zh": "预计"},
        "first": {"en": "First release", "zh": "初步核算"},
        "final": {"en": "Final", "zh": "最终核实"},
        "revised": {"en": "Revised", "zh": "修订"},
    },
}
"""The lists that the project maintains, by their concept."""
