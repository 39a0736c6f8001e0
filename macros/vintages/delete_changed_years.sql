{#- The statement that makes place. -#}
{% macro delete_changed_years() -%}
    {%- if execute and not is_incremental() -%}
        {{ exceptions.raise_compiler_error('PROVINCIAL_TARGETS_CHANGED_YEARS is for a database that is built already; build it without') }}
    {%- endif -%}
    delete from {{ this }} where {{ is_of_changed_years() }}
{%- endmacro %}
