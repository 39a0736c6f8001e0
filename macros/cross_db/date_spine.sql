{#- dbt's own version joins thirteen queries of two rows for the calendar's days, and Spark makes a task of each combination: 8,192. -#}
{% macro spark__date_spine(datepart, start_date, end_date) -%}
    select date_{{ datepart }}
    from (select explode(sequence({{ start_date }}, {{ end_date }}, interval 1 {{ datepart }})) as date_{{ datepart }}) as spine
    where date_{{ datepart }} < {{ end_date }}
{%- endmacro %}
