{% macro rewritten(wording, rules) -%}
{%- set ns = namespace(sql=wording) -%}
{%- for pattern, replacement in rules -%}
    {%- set ns.sql = regexp_swap(ns.sql, pattern, replacement) -%}
{%- endfor -%}
{{- return(ns.sql) -}}
{%- endmacro %}


{% macro same_characters() -%}
{{- return([
    ('０１２３４５６７８９％﹪．＋＜＞＄', '0123456789%%.+<>$'),
    ('⩾⩽', '≥≤'),
    ('、；：（）“”　＝≦≧', ';;:()""' ~ ' =≤≥'),
    ('—–−―－～〜~‑‐‒⁃﹣˗➖', '---------------'),
    ('・·‧', '...'),
    ('\u00a0\u2009\u202f\u3000', '    '),
    ('增長內約於過達預計萬億點為與實爭總总經濟済経減調後從較漲產與進貿額兩歩억', '增长内约于过达预计万亿点为与实争总总经济济经减调后从较涨产与进贸额两步亿'),
    ('負轉転縮擴拡緩別個滿満據間範圍將歲僅來國區價財○〇조만천', '负转转缩扩扩缓别个满满据间范围将岁仅来国区价财零零兆万千'),
]) -}}
{%- endmacro %}


{% macro same_spellings() -%}
{%- set continental = 'milliard|miliard|millionen|billionen|mrd|mio' -%}
{{- return([
    ('(^|[^0-9.])([0-9]{1,3}) ([0-9]{3})([^0-9]|$)', '\\1\\2\\3\\4'),
    ('([0-9])[.]([0-9]{3})( ?(?:' ~ continental ~ ')|,[0-9])', '\\1\\2\\3'),
    ('([0-9]),([0-9]{3} ?(?:' ~ continental ~ '))', '\\1.\\2'),
    ('([0-9])[,，]([0-9]{3})([^0-9]|$)', '\\1\\2\\3'),
    ('([0-9])[,，]([0-9]{3})([^0-9]|$)', '\\1\\2\\3'),
    ('([0-9]),([0-9]{1,2})([^0-9]|$)', '\\1.\\2\\3'),
    ('([0-9])。([0-9]+)([^0-9月日年号]|$)', '\\1.\\2\\3'),
    ('，', ';'),
    ('[▲△▼▽↓] ?([0-9])', '-\\1'),
    ('(?:负|マイナス|마이너스) ?([0-9])', '-\\1'),
    ('(^|[^a-z])minus ([0-9])', '\\1-\\2'),
    ('per[ -]?cent|prozent|procent|pour cent|パーセント|퍼센트|pct', '%'),
    ('([0-9]) ?p[.]?p[.]?t?s?[.]?([^a-z]|$)', '\\1pp\\2'),
    ('%p([^a-z]|$)', 'pp\\1'),
    ('(?:个?百分点|个点|[ -]*%(?:age)?[ -]?(?:points?|punkte?n?)| ?points? de pourcentage|[ -]*% ?(?:ポイント|포인트))', 'pp'),
    ('%age', 'share'),
    ('[ -]*%', '%'),
    ('([0-9])点([0-9]+%)', '\\1.\\2'),
    ('[0-9]+/([0-9]+)%', '\\1pp'),
    ('([0-9]) p(?:e(?:r(?: ?c(?:e(?:n)?)?)?)?)?$', '\\1%'),
]) -}}
{%- endmacro %}


{#- One spelling for the wordings of all sources, so that each rule of reading is written once:
    half-width, simplified, lower case; `%` for every way to write percent, `pp` for points of it; `.` for the decimal
    point; `-` for every dash and for the triangles that tables of East Asia print for a minus; numbers in digits.
    No number is read yet. -#}
{% macro normalise_wording(wording) -%}
{%- set old, new = [], [] -%}
{%- for olds, news in same_characters() -%}
    {%- do old.append(olds) -%}
    {%- do new.append(news) -%}
{%- endfor -%}
{{- return(rewritten(
    "translate(" ~ regexp_swap("lower(trim(" ~ wording ~ "))", "(^|[^0-9０-９%％ ] ?)[~～〜∼] ?([0-9０-９])", "\\1≈\\2") ~ ", '" ~ old | join ~ "', '" ~ new | join ~ "')", same_spellings()
)) -}}
{%- endmacro %}


{% macro spell_english_in_digits(wording) -%}
{%- set ns = namespace(sql=wording) -%}
{%- for word in ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] -%}
    {%- set ns.sql = "replace(" ~ ns.sql ~ ", '" ~ word ~ "%', '" ~ loop.index0 ~ "%')" -%}
{%- endfor -%}
{{- return(ns.sql) -}}
{%- endmacro %}


{#- Only after 百分之, or in a wording without any digit, are Chinese numerals those of the figure. 两千五 stays as it is, since without
    零 it may mean 2,500 or 2,005. -#}
{% macro spell_numerals_in_digits(wording) -%}
{%- set digits = rewritten("translate(" ~ wording ~ ", '零一二两三四五六七八九', '01223456789')", [
    ('百分之', '@'),
    ('([0-9])点([0-9])', '\\1.\\2'),
    ('([0-9])千零?([0-9])百', '\\1\\2百'),
    ('([0-9])千(0|[^0-9百]|$)', '\\1' ~ '0百\\2'),
    ('([0-9])百0?([0-9])十', '\\1\\2十'),
    ('([0-9])百(0|[^0-9十]|$)', '\\1' ~ '0十\\2'),
    ('([0-9])十0?([0-9])', '\\1\\2'),
    ('([0-9])十', '\\1' ~ '0'),
    ('十([0-9])', '1\\1'),
    ('十', '10'),
    ('@(负|-)?([0-9.]+)', '\\1\\2%'),
    ('@', '百分之'),
]) -%}
case
    when {{ regexp_found(wording, '百分之') }} or not {{ regexp_found(wording, '[0-9]') }} then {{ digits }}
    else {{ wording }}
end
{%- endmacro %}


{#- "增长3.8", "growth: 4.4", "5.5左右", "5-6", "(2.3)": a wording without any percent sign. -#}
{% macro add_missing_percent(wording) -%}
{%- set n = '[0-9]{1,3}(?:[.][0-9]+)?' -%}
{%- set range = regexp_swap(
    wording, '(^|[^0-9.])(' ~ n ~ ') ?(-|至|到|to) ?(' ~ n ~ ')($|[ ;,左以])', '\\1\\2%\\3\\4%\\5'
) -%}
{%- set single = regexp_swap(
    wording,
    '(^[(]?|增长|增速|上涨|下降|growth:?|by|about|around|above|over|within|below|at|at least|at most|more than|less than|约|-|负)'
    ~ '( ?)(' ~ n ~ ')( ?[)]?(?:左右|以上|以内|以下|前后|[;,].*)?$)',
    '\\1\\2\\3%\\4'
) -%}
case
    when {{ regexp_found(wording, '%') }} then {{ wording }}
    when {{ range }} <> {{ wording }} then {{ range }}
    else {{ single }}
end
{%- endmacro %}
