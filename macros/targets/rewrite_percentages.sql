{#- A percentage is read in two steps: in every language, signs replace words around the number (here), then the signs are read
    (read_wording.sql). `≥5%`, `≤5%`, `≈5%`: at least, at most, about. `5↔6%`: a range. `-5%`: a fall.
    A change of a rate becomes `5pp`. Each macro takes the output of the one before it: write_ranges, write_bounds, mark_falls,
    write_falls. -#}

{% macro number_pattern() -%}[0-9]+[.]?[0-9]*{%- endmacro %}


{% macro percentage_pattern() -%}-?{{ number_pattern() }}(?:↔-?{{ number_pattern() }})?%{%- endmacro %}


{% macro words_of_falling() -%}下降|下滑|下跌|下挫|下落|下行|下探|走低|走弱|减少|减低|降低|降|跌|减|滑坡|滑落|回落|跌落|缩减|缩水|缩小|萎缩|收缩|紧缩|衰退|倒退|减退|负增长{%- endmacro %}


{#- "4.5%-5%", "4 to 5%" and "between 7% and 8%" are ranges. "from 6% to 5.5%" is a change, of which only the end is kept. -#}
{% macro write_ranges(wording) -%}
{%- set n = '(-?' ~ number_pattern() ~ ')' -%}
{{- return(rewritten(wording, [
    ('(?:from|由|从)[^;]*[0-9]%[^0-9;%]*(?:to|到了?|至|为)([^0-9;%]*)' ~ n ~ '%', ' 至\\1\\2%'),
    ('(?:from|von|由|从) ?' ~ n ~ '%? ?(?:to|auf|到|至) ?' ~ n ~ '%', ' 至\\2%'),
    (n ~ '%から' ~ n ~ '%(に|へ)', '\\2%\\3'),
    (n ~ '%에서 ?' ~ n ~ '%(로|으로)', '\\2%\\3'),
    (n ~ '%? ?(?:-|至|到| to | bis | ?à ?|から) ?' ~ n ~ '%', '\\1↔\\2%'),
    (n ~ '%? ?(?:和|与|到|至|-) ?' ~ n ~ '%之间', '\\1↔\\2%'),
    ('(?:between|entre|zwischen) ' ~ n ~ '%? (?:and|to|et|und) ' ~ n ~ '%', '\\1↔\\2%'),
])) -}}
{%- endmacro %}


{#- A word binds the number it stands next to ("above 5%", "5%以上"), so that "industries above the designated size by 7%"
    is exact. Words that contain another word come first: 不低于 contains 低于, 不超过 contains 超过. -#}
{% macro write_bounds(wording) -%}
{%- set p = '(' ~ percentage_pattern() ~ ')' -%}
{%- set latin = '(^|[^a-zß-ÿ])' -%}
{{- return(rewritten(wording, [
    ('[≥≤≈]?' ~ p ~ ' ?(?:左右|前后|上下|前後|程度|内外|or so|좌우|안팎|내외|가량|정도|ou presque)', '≈\\1'),
    (p ~ ' ?(?:を?(?:上回|超え|越え|超さ)ら?ない|[를을]? ?(?:넘|초과하|웃돌)지)', '≤\\1'),
    (p ~ ' ?(?:を?(?:下回ら|下ら|割ら|割り込ま)ない|[를을]? ?(?:밑돌|하회하)지|(?:이하로|밑으로|아래로) ?(?:떨어지|내려가)지)', '≥\\1'),
    ('[≥≤≈]?' ~ p ~ '(?:[(]含[)]|及|或|和|与|的?水平| )*(?:以内|以下|之内|之下|内|为?上限|未满|を?下回|이하|이내|미万|[를을]? ?밑[도돌]|封顶|不到|未到|不足|max[.]?|(?:or|and) (?:less|below|lower|under|fewer)|at most|at the most|maximum|ou moins|oder weniger)', '≤\\1'),
    ('[≥≤≈]?' ~ p ~ '(?:[(]含[)]|及|或|和|与|的?水平| )*(?:以上|之上|更高|更多|を?超|を?越え|を?上回|多|有?余|出头|为?(?:下限|底线)|이상|초과|[를을]? ?(?:넘|웃[도돌])|min[.]?|(?:or|and) (?:more|above|higher|greater|better|over|up)|at least|minimum|plus|ou plus|oder mehr|[+])', '≥\\1'),
    (p ~ '(?:强|強)([^于劲力]|$)', '≥\\1\\2'),
    (p ~ '弱([^于势]|$)', '≤\\1\\2'),
    ('不[得能应会可]?(?:低于|少于|小于|跌破|(?:降|跌|落|掉|滑)(?:到|至)?≤) ?' ~ p, '≥\\1'),
    ('(?:至少|最低|最少|起码|(?:下限|底线)为?|(?:高于|大于|多于|超过)或?者?等于|不[止只]|少なくとも|最低でも|최소|적어도) ?' ~ p, '≥\\1'),
    (latin ~ '(?:(?:no|not) (?:be )?(?:less|lower|fewer) than|not (?:fall |drop )?(?:below|under)|at (?:the very )?least|at or above|a? ?minimum(?: of)?|min[.]?|d.au moins|au moins|mindestens|wenigstens|minimal|almeno) ?' ~ p, '\\1≥\\2'),
    ('(?:跌破|不[得能应会可]?(?:超过|超出|超|高于|大于|多于|突破|逾)|未(?:超过?|突破|满|达到?)|不满|不足|不到|低于|小于|少于|至多|最多|最高|上限为?|封顶|(?:低于|小于|少于)或?者?等于|<=?|≤|최대) ?' ~ p, '≤\\1'),
    (latin ~ '(?:within|below|under|at most|at or below|(?:no|not) (?:be )?(?:more|higher|greater) than|(?:less|lower|fewer) than|(?:up to )?a? ?max(?:imum)?[.]?(?: of)?|up ?to|as (?:much|high) as|not (?:to )?exceed(?:ing)?|not (?:beyond|over|above)|capped at|moins de|au plus|au maximum|jusqu.à|bis zu|inférieure? à|ne dépass[a-zß-ÿ]* pas|höchstens|maximal|unter|weniger als) ?' ~ p, '\\1≤\\2'),
    ('(?:高于|超过|超出|超|大于|多于|逾|突破|冲破|站上|跨过|>=?|≥) ?' ~ p, '≥\\1'),
    (latin ~ '(?:above|over|(?:more|higher|greater) than|exceed(?:ing|ed|s)?|surpass(?:ing|ed|es)?|upwards? of|in excess of|topp(?:ed|ing)|tops|beyond|plus de|supérieure? à|dépass[a-zß-ÿ]*|über|mehr als|oltre) ?' ~ p, '\\1≥\\2'),
    ('(^|[^不超通经])过 ?' ~ p, '\\1≥\\2'),
    ('(?:nicht|pas|not|never) (?:be |to |go )?≥ ?' ~ p, '≤\\1'),
    ('(?:nicht|pas|not|never) (?:be |to |go )?≤ ?' ~ p, '≥\\1'),
    ('(?:大?约为?|大概|大致|大体|将?近|接近|ほぼ|およそ|약|대략) ?' ~ p, '≈\\1'),
    (latin ~ '(?:about|around|approximately|approx[.]?|roughly|some|circa(?: il| lo)?|ca[.]|nearly|almost|close to|environ|autour de|près de|etwa|rund|ungefähr|knapp) ?' ~ p, '\\1≈\\2'),
    ('≥' ~ '(-?' ~ number_pattern() ~ ')%(?:;|和|且|并|而|但|并且| |and|but|und|et)*≤(-?' ~ number_pattern() ~ ')%', '\\1↔\\2%'),
])) -}}
{%- endmacro %}


{#- A fall is a negative growth: the mark `↘` takes the place of words of falling next to a percentage and of
    nouns of falling before it (降幅收窄至2.3%). "下降到5%" names the level that is reached, so it is not a fall. A rate that changes by so much
    (增速回落2.3%, 降幅收窄2.3%) states no rate and becomes `pp`. The order: brackets of accountants and words for minus; changes of
    a rate; nouns; verbs; what stands after the percentage. -#}
{% macro mark_falls(wording) -%}
{%- set p = '([≥≤≈]?' ~ percentage_pattern() ~ ')' -%}
{%- set one = '([≥≤≈]?)(' ~ number_pattern() ~ ')%' -%}
{%- set latin = '(^|[^a-zß-ÿ])' -%}
{%- set between = '(?:[^%;]*[^%;0-9.↔≥≤≈-])?' -%}
{%- set by = '(?:了|大约|幅度?|达到?|在|同比|出|控制|保持| |:)*' -%}
{%- set by_latin = '(?: (?:by|of|a|an|um|von|de|du|del|dello|further|another|just|only|year[ -]on[ -]year))* ?(?:d.|dell.)?' -%}
{%- set falling = words_of_falling() -%}
{%- set falling_latin = 'decreas[a-z]*|declin[a-z]*|dropp?(?:s|ed|ing)?|f[ea]ll(?:s|en|ing)?|down|shr[aiu]nk[a-z]*|sl(?:id|ide|ides|iding)|slip[a-z]*|contract(?:s|ed|ing|ion)?|reduc[a-z]*|plung[a-z]*|plummet[a-z]*|tumbl[a-z]*|slump[a-z]*|s[aiu]nk(?:s|ing|en)?|retreat[a-z]*|dip(?:s|ped|ping)?|dive[sd]|diving|dove|nosediv[a-z]*|crash[a-z]*|reced[a-z]*|off|lost|loss(?:es)?|losing|lower|negative growth|negative|moins|baiss[a-zß-ÿ]*|recul[a-zß-ÿ]*|diminu[a-zß-ÿ]*|chut[a-zß-ÿ]*|repli[a-zß-ÿ]*|rückg[a-zß-ÿ]*|sinkt|gesunken|fiel|fällt|gefallen|schrumpf[a-zß-ÿ]*|abnahme|einbruch|cal[aoòi][a-zß-ÿ]*|diminuzione|riduzione|contrazione' -%}
{%- set nouns = '降幅|跌幅|减幅|负增长|下降幅度|减少率|下落率|下げ幅|감소폭|하락폭' -%}
{%- set nouns_latin = 'decline|decrease|drop|contraction|fall|rückgang|baisse|recul|reduction' -%}
{%- set rates = '增速|增幅|涨幅|升幅|降幅|跌幅|减幅|增长率|失业率|增长速度|负增长|目标|伸び率|上昇率|증가율|성장률' -%}
{%- set rates_latin = 'growth|growth rate|rate|pace|inflation|target|goal|decline|decrease|drop|contraction' -%}
{%- set changed = '回落|收窄|扩大|缩小|放缓|趋缓|减缓|加快|加速|提高|提升|上升|回升|下降|降低|下滑|下跌|减少|增加|走低|走弱|走高' -%}
{%- set changed_latin = 'slow(?:s|ed|ing)?(?: down)?|eas(?:ed|ing)|narrow(?:s|ed|ing)?|widen(?:s|ed|ing)?|accelerat[a-z]*|decelerat[a-z]*|quicken[a-z]*|(?:was |were )?(?:raised|lowered|cut|higher|lower)|rose|fell|falling|dropp?(?:ed|ing)|declined|declining|decreased|increased|slid|slipped' -%}
{{- return(rewritten(wording, [
    ('(^|[^ァ-ヺ])[ー∆δ⊖±] ?(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
    ('不过 ?[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1pp'),
    ('(' ~ number_pattern() ~ ')%台([^阶階]|$)', '\\1pp\\2'),
    ('(' ~ number_pattern() ~ ')%?(?: ?-$| ?±)', '\\1pp'),
    ('^[(]' ~ one ~ '[)]$', '\\1-\\2%'),
    ('^[(](' ~ number_pattern() ~ ')[)]%$', '-\\1%'),
    ('(?:负|マイナス|마이너스)(?:增长|成长|성장)?(?:的|为| )*' ~ p, '↘\\1'),
    ('(?:上调|下调|调高|调低|调升|调降|收窄|放缓|趋缓|减缓|加快|加速)' ~ by ~ '[≥≤≈]?(-?' ~ number_pattern() ~ ')%', '\\1pp'),
    ('(?:' ~ rates ~ ')[^%;0-9至到↘-]*(?:' ~ changed ~ ')' ~ by ~ '[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1pp'),
    ('(?:' ~ rates ~ ')[^%;0-9至到↘-]*[高低快慢]出?了?(' ~ number_pattern() ~ ')%', '\\1pp'),
    ('(' ~ number_pattern() ~ ')%(?:减速|鈍化|둔화)', '\\1pp'),
    (latin ~ '(?:slow(?:ed|ing|s)?|eas(?:ed|ing)|narrow(?:ed|ing|s)?|widen(?:ed|ing|s)?)' ~ by_latin ~ '[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
    (latin ~ '(?:' ~ rates_latin ~ ') (?:[a-z-]* )?(?:' ~ changed_latin ~ ')' ~ by_latin ~ '[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
    ('(?:' ~ nouns ~ ')' ~ between ~ p, '↘\\1'),
    (latin ~ '(?:' ~ nouns_latin ~ ')(?: of| was| is| rate| de| von| um| narrowed| narrowing| widened| widening| slowed| eased)*(?: to| at)? ' ~ p, '\\1↘\\2'),
    ('(?:' ~ falling ~ ')' ~ by ~ one ~ '(?:;|和|与|及)' ~ one, '↘\\1\\2%;↘\\3\\4%'),
    ('(?:' ~ falling ~ ')' ~ by ~ p, '↘\\1'),
    ('(比[^%;]*)[低少]了?' ~ p, '\\1↘\\2'),
    (latin ~ '(?:' ~ falling_latin ~ ')' ~ by_latin ~ p, '\\1↘\\2'),
    (p ~ '(?:的|の|も|ほど|と|나|이나| )*(?:降幅|跌幅|减幅|下降|下滑|下跌|下落|低下|减少|减|降|负增长|萎缩|收缩|衰退|缩小|マイナス|ダウン|下げ|下回|落ち込|감소|하락|마이너스|줄|축소|역성장|위축|후퇴|zurück|gesunken|gefallen|geschrumpft|niedriger|rückgang)', '↘\\1'),
    (p ~ ' ?(?:year[ -]on[ -]year |annual |yoy )?(?:decrease|drop|decline|fall|contraction|reduction|slump|slide|plunge|dip|lower|less|fewer|down)([^a-z]|$)', '↘\\1\\2'),
])) -}}
{%- endmacro %}


{#- A fall by at least so much is a growth of at most minus so much. What may be a fall or not is left to a person and becomes `pp`:
    words that turn negative without a minus (由正转负2.3%), and words of falling that neither a rise (⇒) nor what is reached
    separates from the percentage (下降的幅度是2.3%, 收窄至2.3%). -#}
{% macro write_falls(wording) -%}
{%- set falling = words_of_falling() ~ '|亏|短收|下げ|落ち込|低下|マイナス|감소|하락|줄|축소|역성장|위축|후퇴|마이너스' -%}
{%- set falls_latin = 'weaken|soften|worsen|decreas|declin|dropp|fell|falle|falling|shr[aiu]nk|slid|contract|plung|slump|tumbl|recession|baiss|recul|rückg|sank|schrumpf|gesunken|gefallen' -%}
{%- set rising = '增长|增速|增幅|涨|升|增加|提高|增至|growth|gr[eo]w|increas|rose|rise|rising|up |hausse|croissance|wachstum|増|성장|증가|상승' -%}
{{- return(rewritten(wording, [
    ('↘+', '↘'),
    ('↘≥(' ~ number_pattern() ~ ')%', '≤-\\1%'),
    ('↘≤(' ~ number_pattern() ~ ')%', '≥-\\1%'),
    ('↘[≥≤≈]?(' ~ number_pattern() ~ ')↔(' ~ number_pattern() ~ ')%', '-\\2↔-\\1%'),
    ('↘(≈?)(' ~ number_pattern() ~ '%)', '\\1-\\2'),
    ('↘', ''),
    ('((?:转负|为负|负区间|负值)[^%0-9-]*)[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
    ('((?:' ~ rising ~ ')[^%;0-9-]*)([≥≤≈]?[0-9])', '\\1⇒\\2'),
    ('((?:' ~ falling ~ '|' ~ falls_latin ~ ')(?:为|[^%;0-9-]*(?:至|到|控制|保持|to |auf |à ))[^%;0-9-]*)([≥≤≈]?[0-9])', '\\1⇒\\2'),
    ('((?:' ~ falling ~ '|收窄|扩大|narrow|widen|' ~ falls_latin ~ ')[^%;0-9⇒-]*)[≥≤≈]?(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
    ('⇒', ''),
    ('([a-z]-|- |point |[0-9];)(' ~ number_pattern() ~ ')%', '\\1\\2pp'),
])) -}}
{%- endmacro %}
