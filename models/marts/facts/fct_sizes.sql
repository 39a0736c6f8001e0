{{ at_latest_vintage(ref('fct_sizes_asof')) }}
