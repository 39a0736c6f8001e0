{{ at_latest_vintage(ref('target_delta_summary_asof')) }}
