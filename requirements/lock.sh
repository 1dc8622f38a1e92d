#!/usr/bin/env bash
# Writes the Python lock files from pyproject.toml; with --check it only says whether they are in step.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=requirements
if [ "${1:-}" = --check ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  cp requirements/*.txt "$folder/"
fi

compile() { # name, arguments...
  local name=$1
  shift
  uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-header --no-annotate "$@" -o "$folder/$name.txt"
}
compile run pyproject.toml
compile postgres pyproject.toml --extra postgres --extra redis --extra s3 -c "$folder/run.txt"
compile dev pyproject.toml --group dev --extra postgres --extra redis --extra s3 -c "$folder/run.txt"
compile node --group node

if [ "$folder" != requirements ]; then
  for lock in requirements/*.txt; do
    diff -u "$lock" "$folder/$(basename "$lock")" >/dev/null \
      || { echo "$lock is not in step with pyproject.toml: run \`make lock\` and commit it" >&2; exit 1; }
  done
fi
