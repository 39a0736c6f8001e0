{{ at_latest_vintage(ref('observation_conflicts_asof')) }}
