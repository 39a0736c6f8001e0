{#- The rules of design.md, "Reading a target". Each takes a *normalised* wording (see normalise_wording). -#}

{% macro number_pattern() -%}[0-9]+[.]?[0-9]*{%- endmacro %}


{#- "7%以上,力争达到8%", "5%左右,在实际工作中争取更好结果": the hope for more, which is a flag and no number. -#}
{% macro two_track_pattern() -%}
[ ,;(]*(在?实际工作中)?(努力|全力)?(争取|力争)[^0-9%]*(更好|更高|更优|达到).*$|[ ,;]*(and |while )?striv[a-z]* [^0-9%]*bet.*$
{%- endmacro %}


{#- The wording without the hope for more, unless nothing would be left to read ("力争达到6%"). -#}
{% macro main_clause(wording) -%}
{%- set rest = regexp_swap(wording, two_track_pattern(), '') -%}
case when {{ regexp_found(rest, '[0-9]') }} then {{ rest }} else {{ wording }} end
{%- endmacro %}


{#- Ends of a range such as "4.5%-5%", "4 to 5%", "between 7% and 8%"; `end_number` is 1 (low) or 2 (high).
    "up from 4.5% to 5%" is a change and no range. -#}
{% macro range_end(wording, end_number) -%}
{%- set n = number_pattern() -%}
{%- set dash = '(-?' ~ n ~ ')%? ?(-|至|到| to | ?à ?) ?(-?' ~ n ~ ')%' -%}
{%- set between = '(between|entre) (-?' ~ n ~ ')%? (and|to|et) (-?' ~ n ~ ')%' -%}
{%- set dash_group, between_group = (1, 2) if end_number == 1 else (3, 4) -%}
case
    when not {{ regexp_found(wording, '(from|由|从) ?[^;]*' ~ n ~ '%') }}
        then cast(coalesce(
            {{ regexp_group(wording, between, between_group) }},
            {{ regexp_group(wording, dash, dash_group) }}
        ) as {{ type_double() }})
end
{%- endmacro %}


{#- The one percentage that a wording states, signed: the end of a change ("from 6% to 5.5%"), else the first
    percentage; 指数(上年=100) counts from 100, 持平 is 0. -#}
{% macro percent_in_wording(wording) -%}
{%- set n = number_pattern() -%}
{%- set fall = '(下降|减少|降低|减|降|dropp?ed|decreas[a-z]*|fell|declin[a-z]*|down)[了约 ]*(by |of |about )*' -%}
case
    when {{ regexp_found(wording, '上年=100') }}
        then {{ round_to('cast(' ~ regexp_group(wording, '100[)] *(' ~ n ~ ')', 1) ~ ' as ' ~ type_double() ~ ') - 100', 4) }}
    when {{ regexp_found(wording, n ~ '%') }}
        then
            cast(coalesce(
                {{ regexp_group(wording, '(from|由|从) ?[^;]*' ~ n ~ '%[^0-9;]*(to|到了?|至|为) ?(' ~ n ~ ')%', 3) }},
                {{ regexp_group(wording, '(' ~ n ~ ')%', 1) }}
            ) as {{ type_double() }})
            * case
                when {{ regexp_found(wording, '^[^%]*' ~ fall ~ n ~ '%') }}
                    or {{ regexp_found(wording, '^[^%]*' ~ n ~ '%的?(减|下降|低下|decrease|drop|decline)') }}
                    or {{ regexp_found(wording, '^([^%]*[^0-9a-z%.])?-' ~ n ~ '%') }}
                    then -1
                else 1
            end
    when {{ regexp_found(wording, '持平|flat') }} then 0
end
{%- endmacro %}


{#- The first sum of money that a wording states, in 100 million yuan (亿元); after "from … to …" the last one.
    Reads 万亿, 兆, 亿, 千万, 万, mixtures such as 1兆5677亿3700万, trillion, billion, million, and a bare number. -#}
{% macro amount_in_wording(wording) -%}
{%- set n = number_pattern() -%}
{%- set text = regexp_swap(wording, '^.*[0-9].*(增加到|增至|升至|达到了)', '') -%}
{%- set amount = regexp_group(text, n ~ ' ?(万亿|兆|亿|千万|万|trillion|billion|million)[0-9.兆万亿千]*') -%}
{%- set parts = [
    (n ~ ' ?(万亿|兆|trillion)', 10000),
    (n ~ '万[0-9]', 10000),
    (n ~ '亿', 1),
    (n ~ '千万', 0.1),
    (n ~ '万$', 0.0001),
    (n ~ ' ?billion', 10),
    (n ~ ' ?million', 0.01),
] -%}
case
    when {{ amount }} is null
        then cast({{ regexp_group(wording, '(' ~ n ~ ')[^0-9]*$', 1) }} as {{ type_double() }})
    else
        {%- for pattern, factor in parts %}
        {% if not loop.first %}+ {% endif -%}
        coalesce(cast({{ regexp_group(regexp_group(amount, pattern), n) }} as {{ type_double() }}), 0) * {{ factor }}
        {%- endfor %}
end
{%- endmacro %}


{#- How a target is worded. A word binds the number it stands next to ("above 5%", "5%以上"), so that
    "industries above the designated size by 7%" is exact. Without a number, what the words compare with. -#}
{% macro qualifier_of_wording(wording) -%}
{%- set n = number_pattern() -%}
{#- Before "below", since 不低于 holds 低于 and "no less than" holds "less than". -#}
{%- set not_below_before = '(不低于|不少于|不小于|no less than|not less than|no lower than|not lower than|not below) ?' -%}
{%- set at_most_before = '(不超过|不高于|低于|小于|within|below|under|less than|lower than|at most|up to a maximum of|no more than|not more than|not exceed(ing)?|not to exceed|moins de|au plus|<=?|≤) ?' -%}
{%- set at_most_after = ' ?(以内|以内|以下|之内|内|未满|or less|or below|or lower|at most)' -%}
{%- set at_least_before = '(高于|超过|超|大于|above|over|more than|higher than|at least|exceed(ing)?|surpass(ing)?|upwards of|plus de|au moins|supérieure? à|>=?|≥) ?' -%}
{%- set at_least_after = ' ?(以上|及以上|超|or more|or above|or higher|and above|at least|plus|[+])' -%}
{%- set about_before = '(约|大约|about|around|approximately|approx[.]?|roughly|some|circa|nearly|environ|autour de) ?' -%}
{%- set about_after = ' ?(左右|前后|上下|前後|程度|or so)' -%}
case
    when {{ wording }} is null then 'qualitative'
    when {{ regexp_found(wording, '[0-9]%') }}
        then case
            when {{ range_end(wording, 1) }} is not null then 'range'
            when {{ regexp_found(wording, not_below_before ~ '-?' ~ n ~ '%') }} then 'at_least'
            when {{ regexp_found(wording, at_most_before ~ '-?' ~ n ~ '%') }} or {{ regexp_found(wording, n ~ '%' ~ at_most_after) }} then 'at_most'
            when {{ regexp_found(wording, at_least_before ~ '-?' ~ n ~ '%') }} or {{ regexp_found(wording, n ~ '%' ~ at_least_after) }} then 'at_least'
            when {{ regexp_found(wording, about_before ~ '-?' ~ n ~ '%') }} or {{ regexp_found(wording, n ~ '%' ~ about_after) }} then 'about'
            else 'exact'
        end
    when {{ regexp_found(wording, '未公布|未公开|未披露|未设定|not disclosed|not publicly|undisclosed|not announced') }} then 'not_disclosed'
    when {{ regexp_found(wording, '(高于|快于|跑赢).*(经济|gdp|生产总值)|(above|faster than|higher than|outpac[a-z]*) .*(economic|economy|gdp)') }} then 'above_gdp'
    when {{ regexp_found(wording, '(与|和).*(经济|gdp|生产总值).*(同步|一致|相当|持平)|(in step with|in line with|on par with|in sync with|keep pace with|in tandem with) .*(economic|economy|gdp)|連動|même rythme') }} then 'in_line_with_gdp'
    when {{ regexp_found(wording, '正增长|positive growth|プラス成長|croissance positive') }} then 'positive'
    else 'qualitative'
end
{%- endmacro %}
