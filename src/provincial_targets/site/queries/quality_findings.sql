-- How complete and how agreed the figures are, in one sentence each: one row.
select
    (select count(*) || '个指标年份中，' || count(*) filter (where no_source_count = 0) || '个各省情况都已知' from marts.coverage) as coverage_zh,
    (select count(*) filter (where no_source_count = 0) || ' of ' || count(*) || ' indicator-years are settled for every province' from marts.coverage) as coverage_en,
    (select '来源互相不一致的数据' || count(*) || '个，其中' || count(*) filter (where is_material) || '个差异较大' from marts.observation_conflicts) as conflicts_zh,
    (select 'Sources disagree on ' || count(*) || ' figures, on ' || count(*) filter (where is_material) || ' of them by more than rounding' from marts.observation_conflicts) as conflicts_en
