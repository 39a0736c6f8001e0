{#- Not from the table of all vintages, which at the most has hundreds of millions of rows. -#}
{{ at_latest_vintage(ref('int_lineage')) }}
