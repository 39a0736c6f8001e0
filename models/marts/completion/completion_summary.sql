{{ at_latest_vintage(ref('completion_summary_asof')) }}
