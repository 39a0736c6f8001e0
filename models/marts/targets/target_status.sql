{{ at_latest_vintage(ref('target_status_asof')) }}
