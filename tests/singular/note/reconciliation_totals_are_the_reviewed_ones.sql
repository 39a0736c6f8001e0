-- Each failing row shows the counts of today beside the reviewed ones, by indicator.
{% set counts = [
    'claim_count', 'reproduced_count', 'consistent_count', 'contradicted_count', 'not_computable_count', 'circular_count',
] -%}

with

actual as (

    select * from {{ ref('report_reconciliation_summary') }}
    where section = 'all'

)

select
    {%- for count in counts %}
    actual.{{ count }},
    expected.{{ count }} as expected_{{ count }},
    {%- endfor %}
    coalesce(actual.indicator, expected.indicator) as indicator
from actual
full outer join {{ ref('expected_reconciliation_totals') }} as expected
    on actual.indicator = expected.indicator
where
    false
    {%- for count in counts %}
    or actual.{{ count }} is distinct from expected.{{ count }}
    {%- endfor %}
