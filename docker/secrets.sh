#!/bin/sh
# Makes the secrets of an installation as files, once: sh docker/secrets.sh FOLDER [HOST OF POSTGRESQL]. What is there stays as it is.
# Two are yours to fill: smtp-url and oidc-client-secret; empty, they count as not set. Keep a copy of the folder, apart from the rows.
set -eu
folder=${1:?name the folder for the secrets, such as docker/secrets}
host=${2:-postgres}
mkdir -p "$folder"
chmod 700 "$folder"
put() {
  [ -e "$folder/$1" ] && return
  # Without a line break: some readers of passwords would take it for a part.
  printf '%s' "$2" >"$folder/$1"
  # Who may enter the folder may read; containers read as accounts of their own.
  chmod 444 "$folder/$1"
  echo "made $folder/$1"
}
for name in signature-key contact-key partnership-key advocacy-key session-key \
  postgres-password partnership-password advocacy-password limits-password; do
  put "$name" "$(openssl rand -hex 32)"
done
for name in partnership advocacy limits; do
  put "$name-database-url" "postgres://$name:$(cat "$folder/$name-password")@$host:5432/$name"
done
for name in smtp-url oidc-client-secret; do
  put "$name" ''
  chmod 644 "$folder/$name"
done
