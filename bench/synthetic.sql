-- Synthetic inputs: what the seeds would be if every prefecture and county set targets too. Made up, and only to measure by.
-- A number that looks random is a function of its row: the same on every machine, with any number of threads.
create or replace macro roll(number, salt, sides) as
    ((number % 2147483647) * (48271 + 2 * salt) % 2147483647) * 69621 % 2147483647 % sides;

create or replace table geographies as
with provinces as (
    select *, sort_order as number from read_csv(
        getvariable('geographies_csv'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
            'geography_code': 'varchar', 'parent_code': 'varchar', 'level': 'varchar', 'name_zh': 'varchar',
            'full_name_zh': 'varchar', 'name_en': 'varchar', 'region_zh': 'varchar', 'region_en': 'varchar',
            'is_key_debt_province': 'boolean', 'tile_row': 'integer', 'tile_col': 'integer', 'sort_order': 'integer'
        }
    )
),
prefectures as (
    select
        province.geography_code[:2] || lpad((1 + n // 31)::varchar, 2, '0') || '00' as geography_code,
        province.geography_code as parent_code,
        32 + n as number
    from range(333) as counted (n)
    inner join provinces as province on province.number = 1 + n % 31
),
counties as (
    select
        prefecture.geography_code[:4] || lpad((1 + n // 333)::varchar, 2, '0') as geography_code,
        prefecture.geography_code as parent_code,
        365 + n as number
    from range(2844) as counted (n)
    inner join prefectures as prefecture on prefecture.number = 32 + n % 333
)
from provinces
union all by name
select *, 'prefecture' as level, '地' || number as name_zh, '地' || number as full_name_zh,
    'Prefecture ' || number as name_en, false as is_key_debt_province, number as sort_order
from prefectures
union all by name
select *, 'county' as level, '县' || number as name_zh, '县' || number as full_name_zh,
    'County ' || number as name_en, false as is_key_debt_province, number as sort_order
from counties;

delete from geographies where number >= getvariable('geography_count');

-- Eight Februaries and today; the notes add their days.
create or replace table vintages as
select
    'february_' || year as vintage,
    make_date(year, 2, 4) as as_of,
    year || '年2月' as name_zh,
    'February ' || year as name_en
from range(2017, 2026) as years (year)
where year <> 2024
union all
select 'latest', '9999-12-31'::date, '最新', 'Latest';

create or replace table sources as
select
    'src-' || year || '-' || kind || '-' || number as source_id,
    'publisher-' || number as publisher,
    'Figures of ' || year as title,
    cast(null as varchar) as url,
    ['official', 'research', 'news', 'aggregator', 'repository'][1 + kind] as kind,
    cast(null as date) as published_on,
    cast(null as varchar) as published_on_precision
from range(1960, 2027) as years (year), range(5) as kinds (kind), range(10) as numbers (number)
union all by name
-- Those of the texts that were read, which are seeds in any case.
select * from read_csv(
    getvariable('sources_csv'), auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {
        'source_id': 'varchar', 'publisher': 'varchar', 'title': 'varchar', 'url': 'varchar', 'kind': 'varchar',
        'published_on': 'date', 'published_on_precision': 'varchar'
    }
);

create or replace macro series() as table
    select
        (row_number() over (order by measure, indicator) - 1)::bigint as number,
        measure,
        indicator
    from (
        select measure, indicator
        from (values ('target'), ('outturn')) as measures (measure),
            (values ('gdp'), ('fiscal_revenue'), ('fixed_asset_investment'), ('retail_sales'), ('industrial_value_added'),
                ('cpi'), ('unemployment_rate'), ('trade')) as indicators (indicator)
        union all
        select 'size', unnest(['gdp', 'fiscal_revenue', 'retail_sales', 'trade'])
    );

-- Statements of the years first to last: 3.74 of a cell on average, times `times`.
create or replace macro observations(first_year, last_year) as table
with cells as (
    select
        (geographies.number * 100 + years.year - 1960) * 20 + series.number as cell,
        geographies.geography_code,
        geographies.level,
        series.measure,
        series.indicator,
        years.year
    from geographies, range(first_year, last_year + 1) as years (year), series() as series
),
statements as (
    select
        cells.*,
        counted.n,
        cell * 80 + counted.n as statement,
        -- What most sources state; one in seven differs by a tenth.
        case
            when measure = 'size' then round(power(10, 2 + roll(cell, 3, 3000) / 1000.0), 1)
            when indicator in ('cpi', 'unemployment_rate') then 3 + roll(cell, 3, 20) / 10.0
            else 4 + roll(cell, 3, 60) / 10.0
        end as truth
    from cells, range(80) as counted (n)
    where n < getvariable('times') * (1 + roll(cell, 1, 6) + case when roll(cell, 2, 100) < 24 then 1 else 0 end)
),
stated as (
    select
        *,
        round(truth + case when roll(statement, 4, 7) = 0 then 0.1 else 0 end, 1)::double as number,
        roll(statement, 5, 100) as form,
        case measure when 'target' then 'first'
            else ['estimate', 'first', 'first', 'final', 'revised'][1 + roll(statement, 6, 5)] end as release,
        roll(statement, 7, 5) as kind
    from statements
),
dated as (
    select
        *,
        case
            when measure = 'target'
                then make_date(year, 1, 5) + (roll(statement, 8, 60) + case when form % 20 = 0 then roll(statement, 9, 2000) else 0 end)::integer
            when release = 'estimate' then make_date(year + 1, 1, 10) + roll(statement, 8, 20)::integer
            when release = 'first' then make_date(year + 1, 2, 20) + roll(statement, 8, 40)::integer
            when release = 'final' then make_date(year + 1, 10, 1) + roll(statement, 8, 30)::integer
            else make_date(year + 2, 3, 1) + roll(statement, 9, 1500)::integer
        end as published_on
    from stated
)
select
    'syn-' || statement as observation_id,
    geography_code,
    indicator,
    measure,
    case when measure = 'target' and form >= 90 then null else number end as value,
    case
        when measure = 'size' then number || '亿元'
        when measure = 'outturn' then case when form < 50 then '增长' else 'growth of ' end || number || '%'
        when form < 40 then number || '%左右'
        when form < 60 then number || '%以上'
        when form < 75 then '增长' || number || '%'
        when form < 85 then 'about ' || number || ' percent'
        when form < 90 then number || '%以内'
        when form < 96 then number || '%-' || round(number + 0.5, 1) || '%'
        -- Never of a province: words that bind move the bounds of the average alone, and national_target_outlook is tested to lie
        -- within them.
        when form < 99 and level not in ('nation', 'province') then '与经济增长同步'
        else '正增长'
    end as raw_text,
    case measure when 'size' then '100m_yuan' else 'percent' end as unit,
    case when indicator = 'fiscal_revenue' and measure <> 'size' then [null, 'natural', 'comparable'][1 + statement % 3] end as basis,
    release,
    form % 25 = 1 as is_rounded,
    published_on,
    'day' as published_on_precision,
    'src-' || year(published_on) || '-' || kind || '-' || roll(statement, 10, 10) as source_id,
    cast(null as varchar) as note,
    year
from dated
where published_on <= date '2026-11-25';

-- No document was read in full, so the absence of a figure is no fact.
create or replace table documents as
select
    geography_code,
    2026 as year,
    'work_report' as document_kind,
    name_en as publisher,
    'Figures of 2026' as title,
    date '2026-01-20' as published_on,
    false as is_read_in_full
from geographies
where level = 'province';
