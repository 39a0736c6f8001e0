-- Which outturns look different today than on the day of the report?
select
    then_known.geography_code,
    then_known.indicator,
    then_known.year,
    then_known.outturn as then_outturn,
    now_known.outturn as now_outturn
from marts_asof.fct_outturns as then_known
inner join marts_asof.fct_outturns as now_known using (geography_code, indicator, year)
where then_known.vintage = 'report_2024_02_04'
    and now_known.vintage = 'latest'
    and then_known.outturn is distinct from now_known.outturn
order by then_known.geography_code, then_known.indicator, then_known.year
