-- Each failing row shows the counts of today beside the reviewed ones, by note and indicator.
-- Only for the seeds: figures from outside (inputs_from) have no reviewed counts.
{{ config(enabled=var('inputs_from') == 'seeds') }}
{% set counts = [
    'claim_count', 'reproduced_count', 'consistent_count', 'contradicted_count', 'not_computable_count', 'circular_count',
] -%}

with

reviewed as (

    select distinct note_id
    from {{ ref('expected_reconciliation_totals') }}

),

actual as (

    select summaries.*
    from {{ ref('report_note_summary') }} as summaries
    inner join reviewed
        on summaries.note_id = reviewed.note_id

)

select
    {%- for count in counts %}
    actual.{{ count }},
    expected.{{ count }} as expected_{{ count }},
    {%- endfor %}
    coalesce(actual.note_id, expected.note_id) as note_id,
    coalesce(actual.indicator, expected.indicator) as indicator
from actual
full outer join {{ ref('expected_reconciliation_totals') }} as expected
    on actual.note_id = expected.note_id
    and actual.indicator = expected.indicator
where
    false
    {%- for count in counts %}
    or actual.{{ count }} is distinct from expected.{{ count }}
    {%- endfor %}
