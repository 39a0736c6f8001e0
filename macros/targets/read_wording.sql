{#- How the wording of a target is read (docs/rules.md, "How wordings are read"). -#}

{#- "7%以上,力争达到8%", "5%左右,在实际工作中争取更好结果": the hope for more sets a flag; its number is not read. -#}
{% macro two_track_pattern() -%}
[ ,;(]*(?:在?实际工作中)?(?:努力|全力)?(?:争取|力争)[^0-9%]*(?:更好|更高|更优|达到).*$|[ ,;(]+(?:努力|全力|奋力)?(?:争取|力争|冲刺)[^%]*%[^%]*$|[ ,;]*(?:and |while )?striv[a-z]* [^0-9%]*bet.*$
{%- endmacro %}


{#- The hope for more stays if the wording has no other figure ("力争达到6%"). -#}
{% macro main_clause(wording) -%}
{%- set rest = regexp_swap(wording, two_track_pattern(), '') -%}
case
    when {{ regexp_found(rest, '[0-9]%') }} then {{ rest }}
    when {{ regexp_found(rest, '[0-9]') }} and not {{ regexp_found(wording, '[0-9]%') }} then {{ rest }}
    else {{ wording }}
end
{%- endmacro %}


{#- Removes what follows a figure in brackets, its parts (其中), what it is compared with, and the share of a plan that it fulfils. -#}
{% macro without_asides(wording) -%}
{{- return(rewritten(wording, [
    ('(%[^%()]*)[(][^()]*[)]?', '\\1'),
    ('(%[^%]*)[,;(] ?(?:其中|of which|including|compared|against|versus|vs).*$', '\\1'),
    ('完成[^;%]*' ~ number_pattern() ~ '%', ''),
])) -}}
{%- endmacro %}


{% macro range_end(wording, end_number) -%}
{%- set n = '(-?' ~ number_pattern() ~ ')' -%}
{%- set ends = [] -%}
{%- for number in (1, 2) -%}
    {%- do ends.append('cast(' ~ regexp_group(wording, n ~ '↔' ~ n ~ '%', number) ~ ' as ' ~ type_double() ~ ')') -%}
{%- endfor -%}
case when {{ ends[0] }} <= {{ ends[1] }} then {{ ends[end_number - 1] }} end
{%- endmacro %}


{% macro percentage_at(wording, place_number) -%}
{%- set before = '^(?:[^%]*%){' ~ (place_number - 1) ~ '}(?:[^%]*[^%0-9.-])?' -%}
cast({{ regexp_group(wording, before ~ '(-?' ~ number_pattern() ~ ')%', 1) }} as {{ type_double() }})
{%- endmacro %}


{#- An index (上年=100) counts from 100. A level equal to the year before is a growth of 0, unless the wording is about a target or a
    rate. -#}
{% macro percent_in_wording(wording) -%}
{%- set index = '(?:上年|上年同期|去年|(?:previous|preceding) year) ?= ?100' -%}
{%- set first, second, third = percentage_at(wording, 1), percentage_at(wording, 2), percentage_at(wording, 3) -%}
case
    when {{ regexp_found(wording, index) }}
        then {{ round_to('cast(' ~ regexp_group(wording, '=100[)]? *(' ~ number_pattern() ~ ')', 1) ~ ' as ' ~ type_double() ~ ') - 100', 4) }}
    when {{ regexp_found(wording, '↔') }}
        then {{ midpoint(range_end(wording, 1), range_end(wording, 2)) }}
    when {{ first }} = coalesce({{ second }}, {{ first }}) and {{ first }} = coalesce({{ third }}, {{ first }})
        then {{ first }}
    when {{ regexp_found(wording, '持平|(?:^|[^a-z])flat(?:$|[^a-z])') }}
        and not {{ regexp_found(wording, '[0-9]%|目标|增速|增长|增幅|涨幅|降幅|预期|平均|全国|经济|生产总值|gdp|target|goal|growth|rate|pace') }}
        then 0
end
{%- endmacro %}


{#- 分别为5%和3%: the wording may not say which percentage belongs to which of the two things. -#}
{% macro percent_of_two(wording, place_number) -%}
case
    when {{ regexp_found(wording, '分别|respectively|それぞれ|각각|jeweils|respectivement') }}
        and {{ percentage_at(wording, 2) }} is not null
        and {{ percentage_at(wording, 3) }} is null
        then {{ percentage_at(wording, place_number) }}
end
{%- endmacro %}


{#- Units of money in one notation: 兆 for 万亿 and trillion, 十亿 for billion, 百万 for million. Of an amount that grew to another
    the last is kept. -#}
{% macro write_amounts(wording) -%}
{{- return(rewritten(wording, [
    ('^.*[0-9].*(?:增加到|增至|升至|达到了)', ''),
    ('([0-9]) ?(?:rmb|cny|yuan) ([bmt1])', '\\1 \\2'),
    ('[(]?(?:hundred|100) million', '亿'),
    ('([0-9])(?: | ?[(×x] ?)(?:ten|10) million', '\\1千万'),
    ('([0-9])(?: | ?[(×x] ?)(?:10000|(?:ten|10) thousand)', '\\1万'),
    ('([0-9]) thousand', '\\1千'),
    ('mille milliards|万亿|billionen|billions? de|trillions?|trn|([0-9] ?)tn', '\\1兆'),
    ('(?:milliard|miliard)[a-z]*|mrd[.]?|billions?|([0-9] ?)bn', '\\1十亿'),
    ('million[a-z]*|mio[.]?|mln|([0-9] ?)mn', '\\1百万'),
    ('([0-9])[ -]?[(×x]? ?([千百十]?[兆亿万]|千? ?(?:元|yuan))', '\\1\\2'),
    ('([0-9]千?) ?yuan', '\\1元'),
    ('([兆亿万]) ([0-9])', '\\1\\2'),
])) -}}
{%- endmacro %}


{#- The one sum of money that a wording states, in 100 million yuan (亿元), signed; a number that ends a wording without any unit is
    meant in them. NULL where there is none or more than one, for other money, for other things and for amounts per head. Takes what
    write_amounts wrote. -#}
{% macro amount_in_wording(wording) -%}
{%- set n = number_pattern() -%}
{%- set unit = '(?:[千百十]?[兆亿万]|千?元)' -%}
{%- set amount = regexp_group(wording, n ~ unit ~ '(?:' ~ n ~ unit ~ ')*') -%}
{%- set parts = [
    (n ~ '兆', 10000),
    (n ~ '万[0-9]', 10000),
    (n ~ '千亿', 1000),
    (n ~ '百亿', 100),
    (n ~ '十亿', 10),
    (n ~ '亿', 1),
    (n ~ '千万', 0.1),
    (n ~ '百万', 0.01),
    (n ~ '十万', 0.001),
    (n ~ '万$', 0.0001),
    (n ~ '千元', 0.00001),
    (n ~ '元', 0.00000001),
] -%}
case
    when {{ regexp_found(wording, '[兆亿万0-9] ?(?:美元|美金|港元|港币|欧元|日元|円|韩元|us|dollar|euro|달러|ドル|人|户|吨|斤|千瓦)|[兆亿万] ?[^ -~元圆원위以之左大关余多级]|[$€£₩]|(?:^|[^a-z])(?:usd|yen|won|pound)|人均|每人|per (?:capita|head|person)|元/|/人|pro kopf|par habitant|1人|1인') }}
        or {{ regexp_found(wording, n ~ unit ~ '.*[^0-9兆亿万.千百十]' ~ n ~ unit) }}
        or {{ regexp_found(wording, '[0-9]' ~ unit ~ '?元?(?:-|至|到)' ~ n ~ unit ~ '|[0-9][千百][0-9]|万[0-9.]+千?元') }}
        then null
    when {{ amount }} is null
        then case
            when not {{ regexp_found(wording, '[元圆원¥￥十百千万亿兆]|yuan|rmb|cny|人民币|위안') }}
                then cast({{ regexp_group(wording, '(-?' ~ n ~ ')"?$', 1) }} as {{ type_double() }})
        end
    else
        case when {{ regexp_found(wording, '(?:^|[^0-9a-z])[-负]' ~ n ~ unit) }} then -1 else 1 end * (
        {%- for pattern, factor in parts %}
        {% if not loop.first %}+ {% endif -%}
        coalesce(cast({{ regexp_group(regexp_group(amount, pattern), n) }} as {{ type_double() }}), 0) * {{ factor }}
        {%- endfor %}
        )
end
{%- endmacro %}


{% macro qualifier_of_wording(wording, in_signs) -%}
case
    when {{ wording }} is null then 'qualitative'
    when {{ regexp_found(in_signs, '[0-9]%') }}
        then case
            when {{ range_end(in_signs, 1) }} is not null then 'range'
            when {{ regexp_found(in_signs, '≥-?[0-9]') }} then 'at_least'
            when {{ regexp_found(in_signs, '≤-?[0-9]') }} then 'at_most'
            when {{ regexp_found(in_signs, '≈-?[0-9]') }} then 'about'
            else 'exact'
        end
    when {{ regexp_found(wording, '未公布|未公开|未披露|未设定|not disclosed|not publicly|undisclosed|not announced') }} then 'not_disclosed'
    when {{ regexp_found(wording, '(高于|快于|跑赢).*(经济|gdp|生产总值)|(above|faster than|higher than|outpac[a-z]*) .*(economic|economy|gdp)') }} then 'above_gdp'
    when {{ regexp_found(wording, '(与|和).*(经济|gdp|生产总值).*(同步|一致|相当|持平)|(in step with|in line with|on par with|in sync with|keep pace with|in tandem with) .*(economic|economy|gdp)|連動|même rythme') }} then 'in_line_with_gdp'
    when {{ regexp_found(wording, '正增长|positive growth|プラス成長|croissance positive') }} then 'positive'
    else 'qualitative'
end
{%- endmacro %}
