-- How often the work reports use a term: one row per year and term. Rates are over provinces whose texts of this and the last year have a known length.
with mentions as (
    select
        m.*,
        b.mention_count as previous_mention_count,
        b.character_count as previous_character_count,
        m.character_count is not null and b.character_count is not null as is_rated
    from marts.term_mentions as m
    left join marts.term_mentions as b
        on b.geography_code = m.geography_code and b.term = m.term and b.year = m.year - 1
),

summed as (
    select
        year,
        term,
        sum(mention_count)::integer as mention_count,
        count(*) filter (where mention_count > 0) as using_count,
        count(*) as text_count,
        count(*) filter (where is_rated) as rated_count,
        1e4 * sum(mention_count) filter (where is_rated) / sum(character_count) filter (where is_rated) as rate,
        1e4 * sum(previous_mention_count) filter (where is_rated) / sum(previous_character_count) filter (where is_rated) as previous_rate
    from mentions
    group by year, term
)

select
    s.year,
    s.term as term_zh,
    d.name_en as term_en,
    s.mention_count,
    s.using_count,
    s.text_count,
    round(s.previous_rate, 2) as previous_rate,
    round(s.rate, 2) as rate,
    round(s.rate - s.previous_rate, 2) as rate_change,
    s.rated_count,
    case when round(s.rate, 2) > round(s.previous_rate, 2) then 'more' when round(s.rate, 2) < round(s.previous_rate, 2) then 'fewer'
        when s.rate is not null then 'as_many' end as side,
    printf('%.2f', s.rate) as gap_label,
    d.sort_order
from summed as s
join marts.dim_term as d using (term)
order by s.year desc, s.rate desc nulls last, d.sort_order
