-- Fails with what is and what was reviewed, by indicator.
{% set counts = ['claim_count', 'reproduced_count', 'consistent_count', 'contradicted_count', 'not_computable_count', 'circular_count'] -%}

select
    coalesce(actual.indicator, expected.indicator) as indicator,
    {%- for count in counts %}
    actual.{{ count }},
    expected.{{ count }} as expected_{{ count }}{{ ',' if not loop.last }}
    {%- endfor %}
from (select * from {{ ref('report_reconciliation_summary') }} where section = 'all') as actual
full outer join {{ ref('expected_reconciliation_totals') }} as expected
    on actual.indicator = expected.indicator
where
    {%- for count in counts %}
    {{ 'or ' if not loop.first }}actual.{{ count }} is distinct from expected.{{ count }}
    {%- endfor %}
