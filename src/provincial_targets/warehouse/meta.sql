-- The schema `meta` from `records`, one row per run with its inputs and checks as lists, and `page`, the text of the guide.
create schema if not exists meta;

create or replace table meta.runs as
select
    run_id,
    command,
    cast(started_at as timestamp) as started_at,
    cast(finished_at as timestamp) as finished_at,
    result,
    message,
    code_version,
    code_fingerprint,
    input_fingerprint,
    published_before,
    published_after
from records
order by run_id;

create or replace table meta.inputs as
select records.run_id, input.file, input.rows, input.sha256
from records, unnest(records.inputs) as entry(input)
order by records.run_id, input.file;

create or replace table meta.checks as
select
    records.run_id,
    "check".name,
    "check".kind,
    "check".place,
    "check".result,
    "check".failing_rows,
    coalesce("check".ran_in, records.run_id) as ran_in
from records, unnest(records.checks) as entry("check")
order by records.run_id, "check".kind, "check".place, "check".name;

create or replace table meta.guide as
with sections as (
    select unnest(string_split(text, chr(10) || '## ')) as section, generate_subscripts(string_split(text, chr(10) || '## '), 1) as position
    from page
)

select
    cast(position as integer) as position,
    ltrim(split_part(section, chr(10), 1), '# ') as heading,
    trim(substr(section, strpos(section, chr(10))), chr(10)) as text
from sections
order by position;

comment on table meta.runs is 'One row per run, failed ones included. Key: run_id.';
comment on column meta.runs.run_id is 'Sequence number and start time (UTC) of the run.';
comment on column meta.runs.command is 'run or rollback.';
comment on column meta.runs.started_at is 'UTC.';
comment on column meta.runs.finished_at is 'UTC; empty where the run was interrupted.';
comment on column meta.runs.result is
    'published, up_to_date, rolled_back, interrupted, bad_input, checks_failed, cannot_write or internal_error.';
comment on column meta.runs.message is 'What the user was told.';
comment on column meta.runs.code_version is 'Version of the program and start of its fingerprint.';
comment on column meta.runs.code_fingerprint is 'Digest of all models, macros, tests, suites and programs.';
comment on column meta.runs.input_fingerprint is 'Digest of all input files.';
comment on column meta.runs.published_before is 'The run that was published when this one started.';
comment on column meta.runs.published_after is 'For a roll-back, the run that it returned to.';
comment on table meta.guide is
    'Read this first: what must be taken into account to answer rightly from this database, a row per section. Key: position.';
comment on column meta.guide.position is 'Place of the section in the page.';
comment on column meta.guide.heading is 'What the section is about.';
comment on column meta.guide.text is 'The section, in Markdown.';
comment on table meta.inputs is 'One row per run and input file. Key: run_id, file.';
comment on column meta.inputs.run_id is 'The run.';
comment on column meta.inputs.file is 'Path of the file in the project; of a file outside, its whole path.';
comment on column meta.inputs.rows is 'Rows below the header.';
comment on column meta.inputs.sha256 is 'Digest of the file.';
comment on table meta.checks is 'One row per run and check: dbt''s nodes and tests, and expectations.';
comment on column meta.checks.run_id is 'The run.';
comment on column meta.checks.name is 'What was checked.';
comment on column meta.checks.kind is 'seed, model, data test, unit test or expectation.';
comment on column meta.checks.place is 'The file or table that was judged.';
comment on column meta.checks.result is 'pass, fail, error or skipped.';
comment on column meta.checks.failing_rows is 'Rows that failed; empty where rows do not apply.';
comment on column meta.checks.ran_in is
    'The run in which it ran: this one, or for a test of the code alone an earlier one of the same code and versions.';
