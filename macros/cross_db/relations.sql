{#- On DuckDB a table or view is made under its own name, in place of the one before, within the model's transaction. dbt-duckdb's own
    ways make it under another name, rename it, and drop what the rename may have replaced
    (docs/decisions/0023-tables-are-made-in-place-on-duckdb.md). No index is made: DuckDB scans columns, so an index would only enlarge
    the file and slow the build. -#}
{% materialization table, adapter='duckdb' %}
    {{ return(made_in_place('table')) }}
{% endmaterialization %}


{% materialization view, adapter='duckdb' %}
    {{ return(made_in_place('view')) }}
{% endmaterialization %}


{% macro made_in_place(kind) -%}
    {%- set relation = this.incorporate(type=kind) -%}
    {{ run_hooks(pre_hooks, inside_transaction=false) }}
    {{ run_hooks(pre_hooks) }}
    {%- set before = load_cached_relation(this) -%}
    {%- if before is not none -%}
        {%- do drop_relation_for_rebuild(before) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {{ create_view_as(relation, sql) if kind == 'view' else create_table_as(false, relation, sql) }}
    {%- endcall -%}
    {%- do persist_docs(relation, model) -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=false) }}
    {{ return({'relations': [relation]}) }}
{%- endmacro %}
