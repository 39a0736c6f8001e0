{{ at_latest_vintage(ref('round_progress_asof')) }}
