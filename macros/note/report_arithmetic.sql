{#- printed(-3.55, 1) is -36. The cast to a decimal rounds 5.35, which a double stores as 5.3499…, correctly. A claim that only names a
    bound has no decimals; then four are compared. -#}
{% macro printed(number, decimals) -%}
sign({{ number }}) * floor(
    cast(abs({{ number }}) * power(10, coalesce({{ decimals }}, 4)) as decimal(28, 4)) + 0.5
)
{%- endmacro %}


{% macro number_in_words(number) -%}
{%- set rounded = 'cast(' ~ number ~ ' as decimal(18, 2))' -%}
case
    when {{ rounded }} = floor({{ rounded }}) then cast(cast({{ rounded }} as bigint) as {{ dbt.type_string() }})
    when {{ rounded }} * 10 = floor({{ rounded }} * 10) then cast(cast({{ number }} as decimal(18, 1)) as {{ dbt.type_string() }})
    else cast({{ rounded }} as {{ dbt.type_string() }})
end
{%- endmacro %}


{% macro two_year_growth(first, second) -%}
(sqrt((1 + {{ first }} / 100) * (1 + {{ second }} / 100)) - 1) * 100
{%- endmacro %}


{% macro base_unit(unit) -%}
case {{ unit }} when '万套' then '套' else {{ unit }} end
{%- endmacro %}

{% macro base_amount(amount, unit) -%}
({{ amount }} * case {{ unit }} when '万套' then 10000 else 1 end)
{%- endmacro %}


{#- Round to four decimals to remove floating-point noise. -#}
{% macro to_four_places(number) -%}
cast(cast({{ number }} as decimal(28, 4)) as {{ type_double() }})
{%- endmacro %}


{#- True if the claim lies outside the bounds of the result; an unknown bound excludes nothing. -#}
{% macro report_excludes(result) -%}
coalesce({{ printed(result ~ '.bound_high', 'claims.decimals') }} < {{ printed('claims.claimed_low', 'claims.decimals') }}, false)
or coalesce({{ printed(result ~ '.bound_low', 'claims.decimals') }} > {{ printed('claims.claimed_high', 'claims.decimals') }}, false)
{%- endmacro %}


{#- True if the value from the known figures is one that the claim states, at the printed decimals. -#}
{% macro report_gives(result) -%}
{{ result }}.recomputed_value is not null
and coalesce({{ printed(result ~ '.recomputed_value', 'claims.decimals') }} >= {{ printed('claims.claimed_low', 'claims.decimals') }}, true)
and coalesce({{ printed(result ~ '.recomputed_value', 'claims.decimals') }} <= {{ printed('claims.claimed_high', 'claims.decimals') }}, true)
{%- endmacro %}
