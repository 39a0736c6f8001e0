select
    members.scope_code,
    rounds.vintage,
    rounds.geography_code,
    rounds.indicator,
    rounds.target_year,
    rounds.weight_year,
    rounds.is_disclosed,
    rounds.target_status,
    rounds.target_point,
    rounds.qualifier,
    rounds.is_two_track,
    rounds.stated_in,
    rounds.gdp_target_point,
    rounds.previous_target_point,
    rounds.weight_100m_yuan,
    rounds.previous_weight_100m_yuan
from {{ ref('int_rounds_by_vintage') }} as rounds
inner join {{ ref('int_scope_members_by_year') }} as members
    on rounds.vintage = members.vintage
    and rounds.geography_code = members.geography_code
    and rounds.target_year = members.target_year
