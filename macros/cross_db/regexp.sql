{#- Engines differ in the names of the functions, in the result without a match and in how a replacement refers to a group. Patterns
    have no backslash and no look-around, so that every engine reads them alike. -#}

{% macro regexp_group(subject, pattern, group=0) -%}
    {{ return(adapter.dispatch('regexp_group', 'provincial_targets')(subject, pattern, group)) }}
{%- endmacro %}

{% macro default__regexp_group(subject, pattern, group) -%}
    nullif(regexp_extract({{ subject }}, '{{ pattern }}', {{ group }}), '')
{%- endmacro %}

{% macro postgres__regexp_group(subject, pattern, group) -%}
    nullif(regexp_substr({{ subject }}, '{{ pattern }}', 1, 1, '', {{ group }}), '')
{%- endmacro %}


{% macro regexp_found(subject, pattern) -%}
    {{ return(adapter.dispatch('regexp_found', 'provincial_targets')(subject, pattern)) }}
{%- endmacro %}

{% macro default__regexp_found(subject, pattern) -%}
    regexp_matches({{ subject }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__regexp_found(subject, pattern) -%}
    ({{ subject }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro spark__regexp_found(subject, pattern) -%}
    regexp_like({{ subject }}, '{{ pattern }}')
{%- endmacro %}


{% macro regexp_swap(subject, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_swap', 'provincial_targets')(subject, pattern, replacement)) }}
{%- endmacro %}

{% macro default__regexp_swap(subject, pattern, replacement) -%}
    regexp_replace({{ subject }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__regexp_swap(subject, pattern, replacement) -%}
    regexp_replace({{ subject }}, '{{ pattern }}', '{{ replacement | replace('\\', '$') }}')
{%- endmacro %}
