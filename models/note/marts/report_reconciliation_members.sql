select
    claim_id,
    member_code,
    member_name,
    belongs = 1 as is_member,
    holds = 1 as is_counted,
    {{ to_four_places('value_low') }} as value_low,
    {{ to_four_places('value_high') }} as value_high,
    weight_100m_yuan,
    rests_on_report,
    member_text,
    source_id,
    compared_source_id,
    weight_source_id
from {{ ref('int_report_members') }}
where evidence = 'all'
