{{ at_latest_vintage(ref('observation_lineage_asof')) }}
