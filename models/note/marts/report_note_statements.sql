with

claims as (

    select
        location as statement_id,
        count(*) as claim_count,
        count(case when status = 'reproduced' then 1 end) as reproduced_count,
        count(case when status = 'consistent' then 1 end) as consistent_count,
        count(case when status = 'contradicted' then 1 end) as contradicted_count,
        count(case when status = 'not_computable' then 1 end) as not_computable_count,
        count(case when reproduced_under is not null then 1 end) as reproduced_under_a_reading_count,
        {{ dbt.listagg('claim_id', "';'", 'order by claim_id') }} as claim_ids
    from {{ ref('report_reconciliation') }}
    group by location

)

select
    statements.statement_id,
    statements.note_id,
    statements.statement_en,
    statements.printed,
    statements.target_year,
    coalesce(claims.claim_count, 0) as claim_count,
    coalesce(claims.reproduced_count, 0) as reproduced_count,
    coalesce(claims.consistent_count, 0) as consistent_count,
    coalesce(claims.contradicted_count, 0) as contradicted_count,
    coalesce(claims.not_computable_count, 0) as not_computable_count,
    coalesce(claims.reproduced_under_a_reading_count, 0) as reproduced_under_a_reading_count,
    claims.claim_ids,
    statements.not_claimed,
    statements.not_claimed_zh
from {{ ref('stg_public_statements') }} as statements
left join claims
    on statements.statement_id = claims.statement_id
