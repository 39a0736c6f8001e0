{#- MetricFlow requires a calendar of days; a target is dated 1 January of its year. -#}
{{ config(materialized='table', schema='intermediate') }}

select cast(date_day as date) as date_day
from ({{ dbt.date_spine('day', "cast('2020-01-01' as date)", "cast('2041-01-01' as date)") }}) as days
