{{ at_latest_vintage(ref('target_totals_asof')) }}
