{{ at_latest_vintage(ref('weighted_targets_asof')) }}
