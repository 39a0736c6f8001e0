{{ at_latest_vintage(ref('target_amplification_asof')) }}
