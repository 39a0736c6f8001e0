{{ at_latest_vintage(ref('completion_rates_asof')) }}
