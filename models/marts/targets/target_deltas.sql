{{ at_latest_vintage(ref('target_deltas_asof')) }}
