{#- Stops the build with the message. Typed as text, to stand in a `case`. -#}
{% macro stop_with(message) -%}
    {{ return(adapter.dispatch('stop_with', 'provincial_targets')(message)) }}
{%- endmacro %}

{#- Text that is no number is cast to one, and the engine's error quotes it. -#}
{% macro default__stop_with(message) -%}
    cast(cast({{ message }} as integer) as {{ dbt.type_string() }})
{%- endmacro %}

{% macro spark__stop_with(message) -%}
    cast(raise_error({{ message }}) as string)
{%- endmacro %}
