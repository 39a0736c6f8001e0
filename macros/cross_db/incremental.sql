{#- An incremental model on DuckDB, which appends straight from its query. dbt-duckdb's own writes to a temporary table first, and
    reading that in the same transaction takes as long again as writing it. Every incremental model of the project is one by
    `built_by_year`, whose hook makes place and insists on a table that is there. -#}
{% materialization incremental, adapter='duckdb' %}
    {%- if config.get('incremental_strategy') != 'append' -%}
        {{ exceptions.raise_compiler_error('only the strategy append is known here: see macros/cross_db/incremental.sql') }}
    {%- endif -%}
    {%- set target = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if config.get('contract').enforced -%}
        {{ get_assert_columns_equivalent(sql) }}
    {%- endif -%}
    {%- set columns = adapter.get_columns_in_relation(target) | map(attribute='quoted') | join(', ') -%}
    {% call statement('main') -%}
        insert into {{ target }} ({{ columns }})
        select {{ columns }}
        from (
            {{ sql }}
        ) as new_rows
    {%- endcall %}

    {%- do persist_docs(target, model) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target]}) }}
{% endmaterialization %}
