{{ at_latest_vintage(ref('fct_rounds_asof')) }}
