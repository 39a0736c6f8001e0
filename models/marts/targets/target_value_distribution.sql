{{ at_latest_vintage(ref('target_value_distribution_asof')) }}
