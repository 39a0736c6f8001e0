{{ at_latest_vintage(ref('fct_outturns_asof')) }}
