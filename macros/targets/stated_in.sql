{#- Where a publication states a target: what the collector's note says of the work report, else the kind of document that the title
    names. -#}
{% macro stated_in(note, title) -%}
case
    when {{ regexp_found(note, 'not in (?:the )?(?:main target paragraph|主要预期目标)|目标段无此项') }} then 'body'
    when {{ regexp_found(note, 'main target paragraph|主要预期目标段') }} then 'main_list'
    when {{ regexp_found(title, '预算') }} then 'budget'
    when {{ regexp_found(title, '计划执行|计划草案|国民经济和社会发展计划') }} then 'plan'
end
{%- endmacro %}
