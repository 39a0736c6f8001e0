-- A lost or doubled observation fails here; new ones are a reviewed change of the seed expected_observation_counts.
-- Only for the seeds: figures from outside (inputs_from) have no reviewed counts.
{{ config(enabled=var('inputs_from') == 'seeds') }}

with

counted as (

    select
        indicator,
        measure,
        year,
        count(*) as observation_count
    from {{ ref('stg_observations') }}
    group by indicator, measure, year

),

expected as (

    select * from {{ ref('stg_expected_observation_counts') }}

)

select
    coalesce(counted.indicator, expected.indicator) as indicator,
    coalesce(counted.measure, expected.measure) as measure,
    coalesce(counted.year, expected.year) as year,
    counted.observation_count,
    expected.observation_count as expected_count
from counted
full outer join expected
    on counted.indicator = expected.indicator
    and counted.measure = expected.measure
    and counted.year = expected.year
where counted.observation_count is distinct from expected.observation_count
