{{ at_latest_vintage(ref('bridge_scope_geography_year_asof')) }}
