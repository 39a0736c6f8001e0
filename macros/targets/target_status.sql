{#- What is known of a target, of a choice among its sources and of the document that settles it (two table aliases; either row
    may be missing). -#}
{% macro target_status(target, document) -%}
case
    when {{ target }}.is_disclosed and {{ target }}.figure is not null then 'stated_number'
    when {{ target }}.is_disclosed then 'stated_words'
    when not {{ document }}.has_target then 'not_stated'
    else 'no_source'
end
{%- endmacro %}
