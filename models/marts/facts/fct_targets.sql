{{ at_latest_vintage(ref('fct_targets_asof')) }}
