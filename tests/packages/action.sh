#!/usr/bin/env bash
# What the action runs, without GitHub: annotations, the files it is asked for, the summary and the status.
#
# usage: action.sh FACTLINT
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
export PATH="$(cd "$(dirname "$1")" && pwd):$PATH"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$root"

export SARIF=$folder/a.sarif HTML=$folder/a.html GITHUB_STEP_SUMMARY=$folder/summary.md GITHUB_OUTPUT=$folder/output
status=0
PATHS=fixtures/broken ARGS="--min-confidence high" bash .github/check.sh > "$folder/annotations" || status=$?
test "$status" -eq 1
grep -q '^::error file=fixtures/broken/' "$folder/annotations"
grep -q '^status=1$' "$GITHUB_OUTPUT"
grep -q '^## factlint: ' "$GITHUB_STEP_SUMMARY"
grep -q '<mark class="error"' "$HTML"
python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["runs"][0]["results"]' "$SARIF"
PATHS=fixtures/clean ARGS="" SARIF="" HTML="" bash .github/check.sh
echo "action: 2 passed, 0 failed"
