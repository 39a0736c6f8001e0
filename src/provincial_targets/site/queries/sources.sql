-- Every publication, and how many figures come from it: one row per source.
select
    s.source_id,
    s.source_id as anchor,
    s.publisher,
    s.title,
    s.url,
    s.kind,
    s.published_on,
    s.published_on_precision,
    count(l.observation_id) as figure_count,
    count(l.observation_id) filter (where l.role = 'chosen') as chosen_count
from marts.dim_source as s
left join marts.observation_lineage as l using (source_id)
group by s.source_id, s.publisher, s.title, s.url, s.kind, s.published_on, s.published_on_precision
order by
    case s.kind when 'official' then 1 when 'research' then 2 when 'news' then 3 when 'aggregator' then 4 else 5 end,
    figure_count desc, s.source_id
