-- The number that a wording states must equal its value. The seed wording_exceptions lists the reviewed exceptions; an entry
-- that no observation needs fails too, unless the figures come from outside (inputs_from), as it was reviewed for the seeds.
with

observations as (

    select
        observations.observation_id,
        observations.unit,
        observations.wording,
        observations.value,
        observations.is_reviewed,
        wordings.stated_number,
        -- The reviewed qualifier where it differs from that of the words.
        case
            when observations.qualifier
                <> {{ qualifier_turned_if_reduction('wordings.qualifier', 'observations.is_reduction') }}
                then observations.qualifier
        end as other_qualifier,
        {{ wording_agrees('wordings', 'observations') }} as agrees
    from {{ ref('int_observations_read') }} as observations
    left join {{ ref('int_wordings') }} as wordings
        on observations.unit = wordings.unit
        and observations.wording = wordings.wording
    where observations.wording is not null

),

exceptions as (

    select * from {{ ref('stg_wording_exceptions') }}

)

select
    observation_id,
    wording,
    value,
    stated_number,
    'wording and value disagree: correct the reading, or list them in wording_exceptions' as problem
from observations
where not agrees and not is_reviewed

{% if var('inputs_from') == 'seeds' %}
union all

select
    'none' as observation_id,
    exceptions.wording,
    exceptions.value,
    observations.stated_number,
    'listed in wording_exceptions without need' as problem
from exceptions
left join observations
    on exceptions.unit = observations.unit
    and exceptions.wording = observations.wording
    and exceptions.value is not distinct from observations.value
group by exceptions.unit, exceptions.wording, exceptions.value, observations.stated_number
having count(case when not observations.agrees or exceptions.qualifier = observations.other_qualifier then 1 end) = 0
{% endif %}

union all

select
    'all' as observation_id,
    'share of observations whose wording parses to the value' as wording,
    cast(count(case when agrees then 1 end) as {{ type_double() }}) / count(*) as value,
    -- Below this share the rules of reading need work.
    0.995 as stated_number,
    'too many exceptions' as problem
from observations
where value is not null
having count(case when agrees then 1 end) < 0.995 * count(*)
