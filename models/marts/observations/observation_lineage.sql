{#- Read from int_lineage: the table of all vintages can have hundreds of millions of rows. -#}
{{ at_latest_vintage(ref('int_lineage')) }}
