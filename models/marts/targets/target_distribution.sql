{{ at_latest_vintage(ref('target_distribution_asof')) }}
