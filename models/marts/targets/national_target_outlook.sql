{{ at_latest_vintage(ref('national_target_outlook_asof')) }}
