{#- One spelling for the wordings of all sources, so that each rule of reading is written once:
    half-width, simplified, lower case; `%` for every way to write percent; `.` for the decimal point;
    `-` for every dash; numbers in digits. Nothing is read here. -#}
{% macro normalise_wording(wording) -%}

{%- set variants = [
    ('０１２３４５６７８９％．＋＜＞', '0123456789%.+<>'),
    ('，、；：（）“”　＝', ';;;:()""' ~ ' ='),
    ('—–−―－～〜~‑', '---------'),
    ('・·', '..'),
    ('増長內約於過達預計萬億點為與實爭總総經濟濟経減調後從較漲產與進貿額兩歩억', '增长内约于过达预计万亿点为与实争总总经济济经减调后从较涨产与进贸额两步亿'),
] -%}
{%- set english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] -%}

{%- set ns = namespace(sql='lower(trim(' ~ wording ~ '))') -%}
{%- for old, new in variants -%}
    {%- set ns.sql = "translate(" ~ ns.sql ~ ", '" ~ old ~ "', '" ~ new ~ "')" -%}
{%- endfor -%}

{#- Points of a percentage are not percent: "raised by 0.5 percentage points". -#}
{%- set ns.sql = regexp_swap(ns.sql, '(个百分点|个点|percentage[ -]points?|パーセントポイント)', 'pp') -%}
{#- 1,372.01 and 10,038 lose the thousands comma; 5,5 % gets its decimal point. -#}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9]),([0-9]{3})([^0-9]|$)', '\\1\\2\\3') -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9]),([0-9]{3})([^0-9]|$)', '\\1\\2\\3') -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9]),([0-9]{1,2})([^0-9]|$)', '\\1.\\2\\3') -%}
{#- Wordings are cut at 60 characters, so "percent" may be cut too. -#}
{%- set ns.sql = regexp_swap(ns.sql, '[ -]*(per[ -]?cent|pct|pour cent|パーセント|%)', '%') -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9]) p(e(r( ?c(e(n)?)?)?)?)?$', '\\1%') -%}
{%- for word in english -%}
    {%- set ns.sql = "replace(" ~ ns.sql ~ ", '" ~ word ~ "%', '" ~ loop.index0 ~ "%')" -%}
{%- endfor -%}
{{- return(ns.sql) -}}
{%- endmacro %}


{#- 百分之二 and 十二点八万亿: Chinese numerals become digits, where they are how the figure is written
    (after 百分之, or in a wording without any digit). Takes a normalised wording. -#}
{% macro spell_numerals_in_digits(wording) -%}
{%- set ns = namespace(sql="translate(" ~ wording ~ ", '〇零一二两三四五六七八九', '001223456789')") -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9])点([0-9])', '\\1.\\2') -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9])十([0-9])', '\\1\\2') -%}
{%- set ns.sql = regexp_swap(ns.sql, '([0-9])十', '\\1' ~ '0') -%}
{%- set ns.sql = regexp_swap(ns.sql, '十([0-9])', '1\\1') -%}
{%- set ns.sql = "replace(" ~ ns.sql ~ ", '十', '10')" -%}
{%- set ns.sql = regexp_swap(ns.sql, '百分之([0-9.]+)', '\\1%') -%}
case
    when {{ regexp_found(wording, '百分之') }} or not {{ regexp_found(wording, '[0-9]') }} then {{ ns.sql }}
    else {{ wording }}
end
{%- endmacro %}


{#- "增长3.8", "growth: 4.4", "5.5左右", "5-6": a percentage whose sign is missing gets it, where the wording has no percent
    sign at all. Takes a normalised wording. -#}
{% macro add_missing_percent(wording) -%}
{%- set n = '[0-9]{1,3}([.][0-9]+)?' -%}
{%- set range = regexp_swap(
    wording, '(^|[^0-9.])(' ~ n ~ ') ?(-|至|到|to) ?(' ~ n ~ ')($|[ ;,左以])', '\\1\\2%\\4\\5%\\7'
) -%}
{%- set single = regexp_swap(
    wording,
    '(^|增长|增速|上涨|下降|growth:?|by|about|around|above|over|within|below|at|约)( ?)(' ~ n ~ ')( ?(左右|以上|以内|以下|前后|[;,].*)?$)',
    '\\1\\2\\3%\\5'
) -%}
case
    when {{ regexp_found(wording, '%') }} then {{ wording }}
    when {{ range }} <> {{ wording }} then {{ range }}
    else {{ single }}
end
{%- endmacro %}
