#!/usr/bin/env bash
# A wheel built from this checkout gives the command in a fresh virtual environment.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target} "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "$root"
printf 'Water is wet.\n' > "$folder/article.md"
"$folder/venv/bin/factlint" check --no-config "$folder/article.md"
echo "pip: 1 passed, 0 failed"
