select
    fact_id,
    subject,
    year_or_date,
    value,
    unit,
    location,
    note
from {{ ref('report_facts') }}
