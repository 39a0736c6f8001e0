{{ at_latest_vintage(ref('target_vs_gdp_asof')) }}
