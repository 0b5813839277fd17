#!/bin/sh
# How does each subgraph get a database of its own, and the gateways one to count in, which no other role can enter? Runs once, when the volume is new.
set -eu

for name in partnership advocacy limits; do
  psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc --quiet \
    --set ON_ERROR_STOP=1 --set name="$name" --set password="$(cat "/run/secrets/$name-password")" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
done

psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;
SQL
