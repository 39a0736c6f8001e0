{#- The words of the explanations, by language. The rules that choose a phrase and fill it stand once, in the models of models/note;
    a {name} in a phrase is SQL that the rule gives for it. The text in English is in the column itself, the text in Chinese in the
    column with the suffix _zh. -#}
{% macro report_words() -%}
{{ return({
    'report': {'en': 'report', 'zh': '报告'},
    'note': {'en': 'note', 'zh': '该文'},

    'yes': {'en': 'yes', 'zh': '“是”'},
    'no': {'en': 'no', 'zh': '“否”'},
    '%': {'en': '%', 'zh': '%'},
    'provinces': {'en': '', 'zh': '省'},
    'cities': {'en': '', 'zh': '市'},
    'pp': {'en': ' pp', 'zh': '个百分点'},
    'years': {'en': ' years', 'zh': '年'},
    'other_unit': {'en': ' {unit}', 'zh': '{unit}'},
    'or_more': {'en': '{figure} or more', 'zh': '{figure}以上'},
    'or_less': {'en': '{figure} or less', 'zh': '{figure}以下'},
    'from_to': {'en': '{low} to {high}', 'zh': '{low}至{high}'},

    'unknown': {'en': 'unknown', 'zh': '未知'},
    'no_figure': {'en': 'no figure', 'zh': '没有数字'},
    'words_only': {'en': 'words only', 'zh': '只有文字'},
    'quoted': {'en': '"{words}"', 'zh': '“{words}”'},
    'quoted_beside': {'en': ' ("{words}")', 'zh': '（“{words}”）'},
    'change': {'en': '{before} → {after}', 'zh': '{before} → {after}'},
    'gdp_gap': {'en': '{target} against GDP {gdp_target}', 'zh': '{target}对GDP目标{gdp_target}'},
    'outturn_gap': {'en': 'target {target} after outturn {outturn}', 'zh': '目标{target}，上年实际{outturn}'},
    'national_gap': {'en': "{figure} against the nation's {nation}", 'zh': '{figure}对全国{nation}'},
    'two_year_growth': {'en': 'outturn {outturn}, then target {target}', 'zh': '实际{outturn}，随后目标{target}'},
    'completion': {'en': 'outturn {outturn} against {target}', 'zh': '实际{outturn}对目标{target}'},
    'between_terms': {'en': ', ', 'zh': '，'},
    'between_members': {'en': '; ', 'zh': '；'},
    'between_names': {'en': ', ', 'zh': '、'},

    'say': {'en': 'say {value}', 'zh': '的答案是{value}'},
    'leave_open': {'en': 'leave it open', 'zh': '无法判定'},
    'give': {'en': 'give {value}', 'zh': '得出{value}'},
    'allow': {'en': 'allow {low} to {high}', 'zh': '允许的范围是{low}至{high}'},
    'anything': {'en': 'anything', 'zh': '任意值'},

    'as_the_note': {'en': 'The data {data}, as does the {noun}. ', 'zh': '数据{data}，与{noun}一致。'},
    'as_printed': {'en': 'The data {data}; the {noun} prints {claimed}. ', 'zh': '数据{data}；{noun}印作{claimed}。'},
    'only_the_note': {'en': 'Only the {noun} says so. ', 'zh': '只有{noun}这样说。'},
    'as_the_note_alone': {
        'en': 'The data {data}, as does the {noun}, but only by its own figures. ',
        'zh': '数据{data}，与{noun}一致，但只凭它自己的数字。',
    },
    'beside_the_note': {'en': 'The data {data}; the {noun} says {claimed}. ', 'zh': '数据{data}；{noun}的说法是{claimed}。'},
    'with_its_own_figures': {
        'en': "With the {noun}'s own figures the data {data}; yet it says {claimed}. ",
        'zh': '计入{noun}自己的数字，数据{data}；它的说法却是{claimed}。',
    },

    'figures': {'en': '{figures}{quoted}. ', 'zh': '{figures}{quoted}。'},
    'outlook': {
        'en': "The provinces' weighted target is {weighted_target}, less {amplification}, its mean excess over the nation's target in "
            ~ 'those of the three years before that count ({year_count}). ',
        'zh': '各省加权目标为{weighted_target}，减去{amplification}，即此前三年中可计的年份平均高出全国目标的部分（计{year_count}年）。',
    },
    'stated_again': {'en': 'Stated again as {figure} in {place}. ', 'zh': '又写作{figure}（{place}）。'},
    'named': {'en': 'Named: {names}. ', 'zh': '点名的有：{names}。'},
    'named_in': {'en': 'Named in {place}: {names}. ', 'zh': '{place}点名的有：{names}。'},
    'named_outside': {
        'en': 'Named, but not in the register of the group: {names}. ',
        'zh': '点了名但不在该组名册中的有：{names}。',
    },
    'group': {'en': 'Members of the group in the register: {names}. ', 'zh': '该组名册中的成员：{names}。'},
    'rank_last': {'en': '{subject}{others}. ', 'zh': '{subject}{others}。'},
    'others_unknown': {'en': ', while unknown: {names}', 'zh': '，未知的有：{names}'},
    'others_known': {'en': ', against {count} others known', 'zh': '，另有{count}省已知'},
    'held_by': {'en': 'Held by {names}. ', 'zh': '出自{names}。'},
    'unknown_members': {'en': 'Unknown: {names}. ', 'zh': '未知的有：{names}。'},
    'weightless': {
        'en': 'Of unknown weight, so that each may move the average as far as its own figure: {names}. ',
        'zh': '权重未知、因而可将平均值带到自身数字的有：{names}。',
    },
    'left_out': {
        'en': 'Of any {size} provinces the least average leaves out {low}; the greatest leaves out {high}. ',
        'zh': '任取{size}省，平均值最低时不含{low}；最高时不含{high}。',
    },
    'averaged': {'en': 'Averaged over {count} provinces. ', 'zh': '按{count}省平均。'},
    'counted': {'en': 'Counted ({count}){listed}. ', 'zh': '计入（{count}）{listed}。'},
    'not_counted': {'en': 'Not counted ({count}){listed}. ', 'zh': '不计入（{count}）{listed}。'},
    'is_so': {'en': 'Yes ({count}){listed}. ', 'zh': '是（{count}）{listed}。'},
    'is_not_so': {'en': 'No ({count}){listed}. ', 'zh': '否（{count}）{listed}。'},
    'open': {'en': 'Open ({count}){listed}. ', 'zh': '未定（{count}）{listed}。'},
    'listed': {'en': ': {names}', 'zh': '：{names}'},
    'own_count': {
        'en': "By the {noun}'s own count there are {count} targets in all. ",
        'zh': '按{noun}自己的计数共有{count}个目标。',
    },
    'sources': {'en': 'Sources: {names}. ', 'zh': '来源：{names}。'},
    'titled': {'en': '{source_id} {title}', 'zh': '{source_id}《{title}》'},
    'published': {'en': '{source_id} {publisher}', 'zh': '{source_id} {publisher}'},
    'source_counts': {
        'en': 'Sources: {count}, {official} of them official. ',
        'zh': '来源：{count}个，其中官方{official}个。',
    },
    'starred': {'en': '* = stated by the {noun} alone.', 'zh': '* 只有{noun}说到。'},

    'no_printed_figure': {'en': 'The {noun} prints no figure.', 'zh': '{noun}没有印出数字。'},
    'no_such_places': {
        'en': 'The {noun} does not say which places it means by {scope}.',
        'zh': '{noun}没有说明“{scope}”指哪些地方。',
    },
    'nation_alone': {'en': 'The provinces imply a target of the nation alone.', 'zh': '各省只能推出全国的目标。'},
    'nothing_about': {'en': 'The data hold nothing about {scope}.', 'zh': '数据中没有关于“{scope}”的内容。'},
    'no_figures_of': {
        'en': 'The data hold no figures of provinces for {indicator}.',
        'zh': '数据中没有各省“{indicator}”的数字。',
    },
    'no_such_figure': {'en': 'No source in the data states such a figure.', 'zh': '数据中没有来源给出这样的数字。'},
    'not_known_then': {
        'en': 'No source known on the day of the {noun} states it.',
        'zh': '在{noun}发布之日已知的来源都没有给出。',
    },
    'no_manufacturing': {
        'en': 'No source in the data gives investment by branch (manufacturing).',
        'zh': '数据中没有来源分行业给出投资（制造业）。',
    },
    'no_infrastructure': {
        'en': 'No source in the data gives investment by branch (infrastructure).',
        'zh': '数据中没有来源分行业给出投资（基础设施）。',
    },
    'no_real_estate': {
        'en': 'No source in the data gives investment by branch (real estate).',
        'zh': '数据中没有来源分行业给出投资（房地产）。',
    },
    'close_is_open': {
        'en': 'The report does not say how near to the GDP target is close.',
        'zh': '报告没有说明离GDP目标多近才算接近。',
    },
    'no_such_task': {
        'en': 'No source in the data gives the task that was over-fulfilled.',
        'zh': '数据中没有来源给出超额完成的是什么任务。',
    },
    'no_debt_task': {
        'en': 'No source in the data says which work reports set a task on debt.',
        'zh': '数据中没有来源说明哪些工作报告定有化债任务。',
    },

    'figures_contradict': {
        'en': 'No other statement of the {noun} contradicts it, but the figures do.',
        'zh': '{noun}的其他表述与它并不矛盾，数字却与它矛盾。',
    },
    'bear_out_both': {
        'en': 'The data bear out both: as far as they go, the two do not exclude each other.',
        'zh': '数据支持两者：就现有数据而言，两者并不互斥。',
    },
    'bear_out_neither': {'en': 'The data bear out neither.', 'zh': '数据对两者都不支持。'},
    'leave_both': {'en': 'The data leave both possible.', 'zh': '就数据而言，两者都有可能。'},
    'bear_out': {'en': 'The data bear out {claim}.', 'zh': '数据支持{claim}。'},
    'rule_out': {'en': 'The data rule out {claim}, and not {other}.', 'zh': '数据排除{claim}，而不排除{other}。'},
    'of_claim': {'en': ' {claim}: {explanation}', 'zh': '{claim}：{explanation}'},
}) }}
{%- endmacro %}


{% macro languages_of_explanations() -%}
{{ return(['en', 'zh']) }}
{%- endmacro %}


{% macro in_language(column, language) -%}
{{ return(column if language == 'en' else column ~ '_' ~ language) }}
{%- endmacro %}


{% macro said(phrase, language, parts={}) -%}
{%- set pieces = [] -%}
{%- for piece in report_words()[phrase][language].split('{') -%}
    {%- set name, text = ('}' ~ piece if loop.first else piece).split('}') -%}
    {%- if name -%}{%- do pieces.append(parts[name] or exceptions.raise_compiler_error(phrase ~ ' lacks ' ~ name)) -%}{%- endif -%}
    {%- if text -%}{%- do pieces.append(dbt.string_literal(dbt.escape_single_quotes(text))) -%}{%- endif -%}
{%- endfor -%}
{{ return(pieces | join(' || ') or "''") }}
{%- endmacro %}


{% macro as_text(number) -%}
cast({{ number }} as {{ dbt.type_string() }})
{%- endmacro %}


{% macro figure_in_words(number, unit, language) -%}
case {{ unit }}
    when 'flag' then case {{ number }} when 1 then {{ said('yes', language) }} else {{ said('no', language) }} end
    else {{ number_in_words(number) }} || case {{ unit }}
        {%- for measured in ['%', 'provinces', 'cities', 'pp', 'years'] %}
        when '{{ measured }}' then {{ said(measured, language) }}
        {%- endfor %}
        else {{ said('other_unit', language, {'unit': unit}) }}
    end
end
{%- endmacro %}


{% macro note_noun(note_id, language) -%}
case {{ note_id }}
    when '{{ var("report_vintage") }}' then {{ said('report', language) }}
    else {{ said('note', language) }}
end
{%- endmacro %}
