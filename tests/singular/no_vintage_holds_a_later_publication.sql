-- Each figure of a vintage was published by the vintage's day, each document that settles an absence delivered by then.
{%- for fact in ['fct_targets_asof', 'fct_outturns_asof', 'fct_sizes_asof'] %}
{{ 'union all' if not loop.first }}
select
    facts.vintage,
    facts.geography_code,
    facts.indicator,
    facts.published_on
from {{ ref(fact) }} as facts
left join {{ ref('dim_vintage') }} as vintages
    on facts.vintage = vintages.vintage
where (facts.published_on <= vintages.as_of) is not true
{%- endfor %}

union all

select
    statuses.vintage,
    statuses.geography_code,
    statuses.indicator,
    documents.published_on
from {{ ref('target_status_asof') }} as statuses
left join {{ ref('dim_vintage') }} as vintages
    on statuses.vintage = vintages.vintage
left join {{ ref('dim_document') }} as documents
    on statuses.geography_code = documents.geography_code
    and statuses.target_year = documents.year
    and statuses.document = documents.document_kind
where
    statuses.document is not null
    and (documents.published_on <= vintages.as_of and documents.is_read_in_full) is not true
