{{ at_latest_vintage(ref('coverage_asof')) }}
