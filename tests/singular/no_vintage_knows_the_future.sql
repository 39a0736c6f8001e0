-- Each figure of a vintage was published by the vintage's day.
{%- for fact in ['fct_targets_asof', 'fct_outturns_asof', 'fct_sizes_asof'] %}
{{ 'union all' if not loop.first }}
select
    facts.vintage,
    facts.geography_code,
    facts.indicator,
    facts.published_on
from {{ ref(fact) }} as facts
left join {{ ref('dim_vintage') }} as vintages
    on facts.vintage = vintages.vintage
where (facts.published_on <= vintages.as_of) is not true
{%- endfor %}
