select
    mentions.geography_code,
    mentions.year,
    mentions.term,
    cast(mentions.mention_count as bigint) as mention_count,
    {{ round_to(safe_divide('10000 * mentions.mention_count', 'texts.character_count'), 10) }} as per_10k_characters,
    cast(texts.character_count as bigint) as character_count,
    texts.source_id,
    geographies.level
from {{ ref('stg_mentions') }} as mentions
inner join {{ ref('stg_texts_read') }} as texts
    on mentions.geography_code = texts.geography_code
    and mentions.year = texts.year
inner join {{ ref('stg_geographies') }} as geographies
    on mentions.geography_code = geographies.geography_code
