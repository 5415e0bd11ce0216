#!/bin/sh
# Makes the files of docker/secrets that are not there yet, for docker/compose.yaml:
#   SMTP_URL='smtp://user:password@host:587' sh docker/make-secrets.sh
# What is there stays. Values that an older docker/.env has are taken over. Keep a copy of the folder: without
# encryption_keys, what was encrypted cannot be read any more.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

# of the environment, else of docker/.env
given() {
  value=$(printenv "$1" || true)
  if [ -z "$value" ] && [ -f .env ]; then
    value=$(sed -n "s/^$1=//p" .env | tail -n 1 | sed "s/^\(['\"]\)\(.*\)\1\$/\2/")
  fi
  printf '%s' "$value"
}
random() { head -c "$1" /dev/urandom | base64 | tr -d '\n'; }
hex() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# Only the folder's mode protects the secrets: Compose mounts files unchanged, and containers run as other users.
store() {
  [ -s "secrets/$1" ] && return
  rm -f "secrets/$1"
  printf '%s' "$2" > "secrets/$1"
  chmod 444 "secrets/$1"
  echo "made docker/secrets/$1"
}
either() { if [ -n "$1" ]; then printf '%s' "$1"; else printf '%s' "$2"; fi; }

store postgres_password "$(either "$(given POSTGRES_PASSWORD)" "$(hex)")"
database_url=$(given DATABASE_URL)
if [ -z "$database_url" ]; then
  password=$(cat secrets/postgres_password)
  case $password in
    *[!A-Za-z0-9._~-]*)
      echo "POSTGRES_PASSWORD has characters that an address cannot hold as they are: set DATABASE_URL, too, with the password percent-encoded" >&2
      exit 1 ;;
  esac
  database_url="postgresql://colorbook:$password@postgres:5432/colorbook"
fi
store database_url "$database_url"
store jwt_secret "$(either "$(given JWT_SECRET)" "$(random 48)")"
store encryption_keys "$(either "$(given ENCRYPTION_KEYS)" "one:$(random 32)")"
store s3_secret "$(either "$(given S3_SECRET_ACCESS_KEY)" "$(hex)")"

smtp=$(given SMTP_URL)
if [ -n "$smtp" ]; then store smtp_url "$smtp"; fi
if [ ! -s secrets/smtp_url ]; then
  echo "docker/secrets/smtp_url is missing: say SMTP_URL='smtp://user:password@host:587' sh docker/make-secrets.sh" >&2
  exit 1
fi
