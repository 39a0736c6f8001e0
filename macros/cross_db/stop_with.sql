{#- The expression has the type text, so that a `case` can contain it. -#}
{% macro stop_with(message) -%}
    {{ return(adapter.dispatch('stop_with', 'provincial_targets')(message)) }}
{%- endmacro %}

{#- The cast of the message to a number fails, and the error of the engine quotes the message. -#}
{% macro default__stop_with(message) -%}
    cast(cast({{ message }} as integer) as {{ dbt.type_string() }})
{%- endmacro %}

{% macro spark__stop_with(message) -%}
    cast(raise_error({{ message }}) as string)
{%- endmacro %}
