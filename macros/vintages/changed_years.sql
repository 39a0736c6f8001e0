{#- Where the environment names years whose figures changed, only what rests on them is built anew, in a database that holds the
    rest (docs/performance.md). Where it names none, these macros do nothing. -#}

{#- The years, as numbers. Of the environment, as dbt reads the whole project anew where one of its own variables is another. -#}
{% macro changed_years() -%}
    {%- set name = 'PROVINCIAL_TARGETS_CHANGED_YEARS' -%}
    {%- set years = [] -%}
    {%- for word in env_var(name, '').replace(' ', '').split(',') if word -%}
        {%- if not modules.re.fullmatch('[0-9]{4}', word) -%}
            {{ exceptions.raise_compiler_error(name ~ ": '" ~ word ~ "' is no year; write years with commas between, as 2011,2026") }}
        {%- endif -%}
        {%- do years.append(word | int) -%}
    {%- endfor -%}
    {{ return(years) }}
{%- endmacro %}


{#- Goes at the head of a model whose rows are of one year each: those of the years that change make place for new ones, in the
    same transaction. -#}
{% macro built_by_year() -%}
    {%- if changed_years() -%}
        {{ config(
            materialized='incremental',
            incremental_strategy='append',
            on_schema_change='fail',
            pre_hook="{{ delete_changed_years() }}"
        ) }}
    {%- endif -%}
{%- endmacro %}


{#- The column that says which year a row of the model is of. -#}
{% macro year_column() -%}
    {{ return('target_year' if 'target_year' in model.columns else 'year') }}
{%- endmacro %}


{#- Whether a row of the model is built anew, by that column. -#}
{% macro is_of_changed_years() -%}
    {{ return(in_changed_years(year_column(), after=2 if year_column() == 'target_year' else 0)) }}
{%- endmacro %}


{#- Whether a row is built anew: a row with a `year` where its own year changed; one with a `target_year` also where one of the
    two before did. A figure of a year bears on comparisons of that year and the next, whose average is what the year after that
    compares with. `before` names so many more years that the first of them look back to. -#}
{% macro in_changed_years(column, before=0, after=2) -%}
    {%- set changed = changed_years() -%}
    {%- if not changed -%}
        {{ return('true') }}
    {%- endif -%}
    {%- set years = [] -%}
    {%- for year in changed -%}
        {%- for near in range(year - before, year + after + 1) -%}
            {%- do years.append(near) if near not in years -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(column ~ ' in (' ~ years | sort | join(', ') ~ ')') }}
{%- endmacro %}
