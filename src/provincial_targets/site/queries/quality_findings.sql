-- How complete and how agreed the figures are, in one sentence each: one row.
select
    (select count(*) filter (where geography_count = expected_count) || ' / ' || count(*) from marts.coverage) as complete_cells,
    (select count(*) || '个指标年份中，' || count(*) filter (where geography_count = expected_count) || '个各省齐全' from marts.coverage) as coverage_zh,
    (select count(*) filter (where geography_count = expected_count) || ' of ' || count(*) || ' indicator-years have every province' from marts.coverage) as coverage_en,
    (select '来源互相不一致的数据' || count(*) || '个，其中' || count(*) filter (where is_material) || '个差异较大' from marts.observation_conflicts) as conflicts_zh,
    (select 'Sources disagree on ' || count(*) || ' figures, on ' || count(*) filter (where is_material) || ' of them by more than rounding' from marts.observation_conflicts) as conflicts_en
