-- What a server needs before the first run; an administrator runs it once: psql -d postgres -f deploy/postgres.sql.
-- No role has a password yet: give one with \password to those who connect from elsewhere.

-- Builds and publishes.
select 'create role provincial_targets login'
where not exists (select from pg_roles where rolname = 'provincial_targets') \gexec

-- Reads what is published and nothing else; grant it to the logins of BI tools.
select 'create role provincial_targets_reader login'
where not exists (select from pg_roles where rolname = 'provincial_targets_reader') \gexec

-- A run publishes in a moment in which nobody reads. A client that has opened a transaction and forgotten it would keep
-- that moment away; give the logins that you grant the role to the same setting, they do not inherit it.
alter role provincial_targets_reader set idle_in_transaction_session_timeout = '2min';

-- What is published, and a scratch database for `dbt build` by hand. Text is ordered by code point, as on the other
-- engines, whatever the server's own language is.
select format(
    'create database %I owner provincial_targets encoding ''UTF8'' locale ''C.UTF-8'' template template0', name
)
from (values ('provincial_targets'), ('provincial_targets_scratch')) as wanted (name)
where not exists (select from pg_database where datname = name) \gexec
