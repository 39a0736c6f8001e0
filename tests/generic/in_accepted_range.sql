{% test in_accepted_range(model, column_name, ranges=ref('indicators')) %}

{#- A percentage must lie in the range that the indicators seed accepts for its indicator. A row whose indicator has no
    range fails too. NULL passes, since a target may be in words; the contract forbids it where a value is required. -#}
select
    '{{ column_name }}' as column_name,
    figures.*
from (select * from {{ model }}) as figures
left join {{ ranges }} as ranges
    on figures.indicator = ranges.indicator
where
    figures.{{ column_name }} is not null
    and (figures.{{ column_name }} between ranges.accepted_min and ranges.accepted_max) is not true

{% endtest %}
