{#- The meaning of the statistics in report_claims.csv. A claim is computed from its row and the entry of its statistic here (for
    majority_claim and all_claim: of its condition). A new claim needs no entry, a new statistic one.

    A *quantity* is one cell of the note's room (int_report_cells), or the difference of two: (measure, years from the target year).
    `gdp_target` is the GDP target of the same place, `national_outturn` the nation's outturn. -#}
{% macro report_quantities() -%}
{{ return({
    'target': {'minuend': ('target', 0)},
    'previous_target': {'minuend': ('target', -1)},
    'outturn': {'minuend': ('outturn', 0)},
    'previous_outturn': {'minuend': ('outturn', -1)},
    'missed_streak': {'minuend': ('missed_streak', 0)},
    'change': {'minuend': ('target', 0), 'subtrahend': ('target', -1)},
    'completion': {'minuend': ('outturn', 0), 'subtrahend': ('target', 0)},
    'previous_completion': {'minuend': ('outturn', -1), 'subtrahend': ('target', -1)},
    'gdp_gap': {'minuend': ('target', 0), 'subtrahend': ('gdp_target', 0)},
    'outturn_gap': {'minuend': ('target', 0), 'subtrahend': ('outturn', -1)},
    'national_gap': {'minuend': ('outturn', 0), 'subtrahend': ('national_outturn', 0)},
    'two_year_growth': {'minuend': ('outturn', -1), 'subtrahend': ('target', 0)},
}) }}
{%- endmacro %}


{#- A *term* is a condition on one province: the quantity lies inside the band. `band`: `fixed` (low, high here), `claim`
    (the claim's own bounds) or `down_to_claim` (from minus the claim's upper bound to 0). Without an end the band is
    open there; the ends are included unless `ends` says otherwise. `worded_as`: the target is worded so (a qualifier, or `words`
    without a number), and inside the band; `softened`: its number stays and its wording is softer. -#}
{% macro report_terms() -%}
{{ return({
    'disclosed': {'quantity': 'target'},
    'undisclosed': {'quantity': 'target', 'negated': true},
    'target': {'quantity': 'target'},
    'previous_target': {'quantity': 'previous_target'},
    'change': {'quantity': 'change'},
    'outturn': {'quantity': 'outturn'},
    'previous_outturn': {'quantity': 'previous_outturn'},
    'completion': {'quantity': 'completion'},
    'missed_streak': {'quantity': 'missed_streak'},
    'gdp_gap': {'quantity': 'gdp_gap'},
    'two_year_growth': {'quantity': 'two_year_growth'},
    'in_band': {'quantity': 'target', 'band': 'claim'},
    'outturn_in_band': {'quantity': 'outturn', 'band': 'claim'},
    'outside_band': {'quantity': 'target', 'band': 'claim', 'negated': true},
    'change_in_band': {'quantity': 'change', 'band': 'claim'},
    'gdp_gap_in_band': {'quantity': 'gdp_gap', 'band': 'claim'},
    'at_or_below_gdp_within': {'quantity': 'gdp_gap', 'band': 'down_to_claim'},
    'lowered': {'quantity': 'change', 'high': 0, 'ends': '()'},
    'unchanged': {'quantity': 'change', 'low': 0, 'high': 0},
    'raised': {'quantity': 'change', 'low': 0, 'ends': '()'},
    'not_lowered': {'quantity': 'change', 'low': 0},
    'not_raised': {'quantity': 'change', 'high': 0},
    'met': {'quantity': 'completion', 'low': 0},
    'missed': {'quantity': 'completion', 'high': 0, 'ends': '()'},
    'met_before': {'quantity': 'previous_completion', 'low': 0},
    'missed_before': {'quantity': 'previous_completion', 'high': 0, 'ends': '()'},
    'below_gdp': {'quantity': 'gdp_gap', 'high': 0, 'ends': '()'},
    'above_gdp': {'quantity': 'gdp_gap', 'low': 0, 'ends': '()'},
    'at_or_above_gdp': {'quantity': 'gdp_gap', 'low': 0},
    'above_previous_outturn': {'quantity': 'outturn_gap', 'low': 0, 'ends': '()'},
    'at_or_below_previous_outturn': {'quantity': 'outturn_gap', 'high': 0},
    'above_the_nation': {'quantity': 'national_gap', 'low': 0, 'ends': '()'},
    'range': {'quantity': 'target', 'band': 'claim', 'worded_as': 'range'},
    'about': {'quantity': 'target', 'band': 'claim', 'worded_as': 'about'},
    'at_least': {'quantity': 'target', 'band': 'claim', 'worded_as': 'at_least'},
    'in_words': {'quantity': 'target', 'worded_as': 'words'},
    'softened': {'quantity': 'change', 'worded_as': 'softened'},
    'rounds_to_1_above_gdp': {'quantity': 'gdp_gap', 'low': 0.5, 'high': 1.5, 'ends': '[)'},
}) }}
{%- endmacro %}


{#- A *rule* computes a statistic from its terms (all must hold) over the members of the scope:
      value, flag      the quantity, or whether the terms hold, for the one geography of the claim
      count            how many members; majority, all: whether that is most or all of them
      share            the same as a percentage of them; weight_share: of their weight
      max, min         of the quantity
      average          simple average
      weighted, weighted_change   size-weighted average; its difference to the one of the second term
      rank_last        whether the claim's geography has the lowest quantity of all provinces
      group_size       how many members the scope has
      names            how many names the note itself lists (the `member` rows of the claim)
      outlook          the national target that the provinces' targets implied on that day (int_report_outlooks)
      stated           a level that the report states again in report_facts or commitments
      none             cannot be computed, for the reason given (a phrase of report_words)
    `among` is the universe of a majority or count: members that disclosed a target, unless it names a term; `every` is
    the whole scope. A scope `any:27` is any 27 of all provinces. A claim with the condition `or_more` states a least value. -#}
{% macro report_rules() -%}
{%- set rules = [
    {'statistic': 'target', 'aggregate': 'value', 'terms': ['target']},
    {'statistic': 'target_change', 'aggregate': 'value', 'terms': ['change']},
    {'statistic': 'gap_to_gdp_target', 'aggregate': 'value', 'terms': ['gdp_gap']},
    {'statistic': 'outturn', 'aggregate': 'value', 'terms': ['outturn']},
    {'statistic': 'completion_gap', 'aggregate': 'value', 'terms': ['completion']},
    {'statistic': 'missed_streak', 'aggregate': 'value', 'terms': ['missed_streak']},
    {'statistic': 'two_year_average_growth', 'aggregate': 'value', 'terms': ['two_year_growth']},
    {'statistic': 'missed_but_unchanged', 'aggregate': 'flag', 'terms': ['missed_before', 'unchanged']},
    {'statistic': 'met_but_lowered', 'aggregate': 'flag', 'terms': ['met_before', 'lowered']},
    {'statistic': 'outturn_rank_last', 'aggregate': 'rank_last', 'terms': ['outturn'], 'among': 'every'},
    {'statistic': 'weighted_target', 'aggregate': 'weighted', 'terms': ['target']},
    {'statistic': 'average_target', 'aggregate': 'average', 'terms': ['target']},
    {'statistic': 'weighted_target_over_outturn', 'aggregate': 'weighted_change', 'terms': ['target', 'previous_outturn']},
    {'statistic': 'weighted_target_change', 'aggregate': 'weighted_change', 'terms': ['target', 'previous_target']},
    {'statistic': 'max_target', 'aggregate': 'max', 'terms': ['target']},
    {'statistic': 'min_target', 'aggregate': 'min', 'terms': ['target']},
    {'statistic': 'max_outturn', 'aggregate': 'max', 'terms': ['outturn'], 'among': 'every'},
    {'statistic': 'min_outturn', 'aggregate': 'min', 'terms': ['outturn'], 'among': 'every'},
    {'statistic': 'disclosed_count', 'aggregate': 'count', 'terms': ['disclosed'], 'among': 'every'},
    {'statistic': 'undisclosed_count', 'aggregate': 'count', 'terms': ['undisclosed'], 'among': 'every'},
    {'statistic': 'count_between', 'aggregate': 'count', 'terms': ['in_band']},
    {'statistic': 'count_outside', 'aggregate': 'count', 'terms': ['outside_band']},
    {'statistic': 'share_between', 'aggregate': 'share', 'terms': ['in_band']},
    {'statistic': 'weight_share_between', 'aggregate': 'weight_share', 'terms': ['in_band']},
    {'statistic': 'count_outturn_between', 'aggregate': 'count', 'terms': ['outturn_in_band'], 'among': 'every'},
    {'statistic': 'count_above_the_nation', 'aggregate': 'count', 'terms': ['above_the_nation'], 'among': 'every'},
    {'statistic': 'count_above_previous_outturn', 'aggregate': 'count', 'terms': ['above_previous_outturn']},
    {'statistic': 'range_count', 'aggregate': 'count', 'terms': ['range']},
    {'statistic': 'about_count', 'aggregate': 'count', 'terms': ['about']},
    {'statistic': 'at_least_count', 'aggregate': 'count', 'terms': ['at_least']},
    {'statistic': 'softened_count', 'aggregate': 'count', 'terms': ['softened']},
    {'statistic': 'count_change_between', 'aggregate': 'count', 'terms': ['change_in_band']},
    {'statistic': 'count_above_gdp_between', 'aggregate': 'count', 'terms': ['gdp_gap_in_band']},
    {'statistic': 'count_at_or_below_gdp_within', 'aggregate': 'count', 'terms': ['at_or_below_gdp_within']},
    {'statistic': 'lowered_count', 'aggregate': 'count', 'terms': ['lowered']},
    {'statistic': 'unchanged_count', 'aggregate': 'count', 'terms': ['unchanged']},
    {'statistic': 'raised_count', 'aggregate': 'count', 'terms': ['raised']},
    {'statistic': 'met_count', 'aggregate': 'count', 'terms': ['met']},
    {'statistic': 'missed_count', 'aggregate': 'count', 'terms': ['missed']},
    {'statistic': 'missed_and_lowered_count', 'aggregate': 'count', 'terms': ['missed_before', 'lowered']},
    {'statistic': 'missed_but_unchanged_count', 'aggregate': 'count', 'terms': ['missed_before', 'unchanged']},
    {'statistic': 'group_size', 'aggregate': 'group_size', 'among': 'every'},
    {'statistic': 'named_set_count', 'aggregate': 'names', 'among': 'every'},
    {'statistic': 'target_forecast', 'aggregate': 'outlook', 'among': 'every'},
    {'statistic': 'level', 'aggregate': 'stated'},
    {'statistic': 'ratio', 'aggregate': 'stated'},
    {'statistic': 'level_change', 'aggregate': 'stated'},
] -%}
{%- for branch in ['manufacturing', 'infrastructure', 'real_estate'] -%}
{%- do rules.append({
    'statistic': 'outturn_' ~ branch, 'aggregate': 'none',
    'reason': 'no_' ~ branch,
}) -%}
{%- endfor -%}
{%- set conditions = [
    {'condition': 'in_band', 'terms': ['in_band']},
    {'condition': 'lowered', 'terms': ['lowered']},
    {'condition': 'raised', 'terms': ['raised']},
    {'condition': 'softened', 'terms': ['softened']},
    {'condition': 'undisclosed', 'terms': ['undisclosed'], 'among': 'every'},
    {'condition': 'in_words', 'terms': ['in_words']},
    {'condition': 'at_or_below_previous_outturn', 'terms': ['at_or_below_previous_outturn']},
    {'condition': 'unchanged', 'terms': ['unchanged']},
    {'condition': 'not_lowered', 'terms': ['not_lowered']},
    {'condition': 'not_raised', 'terms': ['not_raised']},
    {'condition': 'missed', 'terms': ['missed']},
    {'condition': 'below_gdp', 'terms': ['below_gdp']},
    {'condition': 'above_gdp', 'terms': ['above_gdp']},
    {'condition': 'at_or_above_gdp', 'terms': ['at_or_above_gdp']},
    {'condition': 'about_1pp_above_gdp', 'terms': ['rounds_to_1_above_gdp']},
    {'condition': 'lowered_and_missed', 'terms': ['missed_before'], 'among': 'lowered'},
    {'condition': 'close_to_gdp', 'reason': 'close_is_open'},
    {'condition': 'over_fulfilled', 'reason': 'no_such_task'},
    {'condition': 'has_debt_task', 'reason': 'no_debt_task'},
] -%}
{%- for statistic, aggregate in [('majority_claim', 'majority'), ('all_claim', 'all'), ('province_claim', 'flag')] -%}
{%- for condition in conditions -%}
{%- do rules.append(dict(condition, statistic=statistic, aggregate='none' if condition.reason else aggregate)) -%}
{%- endfor -%}
{%- endfor -%}
{{ return(rules) }}
{%- endmacro %}


{% macro report_rules_as_table() -%}
{%- set terms, quantities, rows = report_terms(), report_quantities(), [] -%}
{%- for rule in report_rules() -%}
    {%- for name in rule.get('terms', [none]) -%}
        {%- do rows.append((rule, 'counted' if name else none, loop.index if name else none, name)) -%}
    {%- endfor -%}
    {%- if rule.get('among') in terms -%}{%- do rows.append((rule, 'among', 1, rule.among)) -%}{%- endif -%}
{%- endfor -%}
select
    statistic,
    condition,
    aggregate,
    among,
    reason,
    reason_zh,
    role,
    cast(term_position as integer) as term_position,
    term,
    quantity,
    minuend_measure,
    cast(minuend_year_offset as integer) as minuend_year_offset,
    subtrahend_measure,
    cast(subtrahend_year_offset as integer) as subtrahend_year_offset,
    band,
    cast(band_low as {{ type_double() }}) as band_low,
    cast(band_high as {{ type_double() }}) as band_high,
    band_ends,
    is_negated,
    worded_as
from (
    values
    {%- for rule, role, position, name in rows %}
    {%- set term = terms.get(name, {}) %}
    {%- set quantity = quantities.get(term.get('quantity'), {}) %}
    {%- set minuend = quantity.get('minuend', (none, none)) %}
    {%- set subtrahend = quantity.get('subtrahend', (none, none)) %}
    ({{ constants([
        rule.statistic, rule.get('condition'), rule.aggregate, rule.get('among', 'disclosed'),
        report_words()[rule.reason].en if rule.reason else none, report_words()[rule.reason].zh if rule.reason else none,
        role, position, name, term.get('quantity'), minuend[0], minuend[1], subtrahend[0], subtrahend[1],
        term.get('band', 'fixed'), term.get('low'), term.get('high'), term.get('ends', '[]'), term.get('negated', false),
        term.get('worded_as'),
    ]) }}){{ ',' if not loop.last }}
    {%- endfor %}
) as rules (
    statistic, condition, aggregate, among, reason, reason_zh,
    role, term_position, term, quantity, minuend_measure, minuend_year_offset, subtrahend_measure, subtrahend_year_offset,
    band, band_low, band_high, band_ends, is_negated, worded_as
)
{%- endmacro %}


{% macro constants(values) -%}
{%- for value in values -%}
{{ 'null' if value is none else value | lower if value is boolean else value if value is number else "'" ~ value ~ "'" }}{{ ', ' if not loop.last }}
{%- endfor -%}
{%- endmacro %}
