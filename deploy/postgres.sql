-- Roles and databases that the first run needs; an administrator runs it once: psql -d postgres -f deploy/postgres.sql.
-- The roles are made without a password; set one with \password for each that connects from another machine.

-- The role that builds and publishes.
select 'create role provincial_targets login'
where not exists (select from pg_roles where rolname = 'provincial_targets') \gexec

-- The role that reads the published schemas only; grant it to the logins of BI tools.
select 'create role provincial_targets_reader login'
where not exists (select from pg_roles where rolname = 'provincial_targets_reader') \gexec

-- A run publishes at a moment without readers, which a forgotten open transaction would prevent. Logins do not inherit the
-- setting: give it to each login to which you grant the role.
alter role provincial_targets_reader set idle_in_transaction_session_timeout = '2min';

-- The published database, and a scratch database for `dbt build` by hand. Text is ordered by code point, as on the other
-- engines, whatever the locale of the server.
select format(
    'create database %I owner provincial_targets encoding ''UTF8'' locale ''C.UTF-8'' template template0', name
)
from (values ('provincial_targets'), ('provincial_targets_scratch')) as wanted (name)
where not exists (select from pg_database where datname = name) \gexec
