#!/usr/bin/env bash
# What the action runs: annotations on standard output, other formats into files, the exit status of the check.
set -uo pipefail

# Paths and arguments are lists separated by blanks, on purpose.
# shellcheck disable=SC2206
given=(${ARGS:-} -- ${PATHS:-.})
status=0
factlint check --format github "${given[@]}" || status=$?

# The other formats repeat the check, which takes less time than starting another job would.
also() {
    factlint check --quiet --format "$1" --output-file "$2" "${given[@]}" || true
}
if [ -n "${SARIF:-}" ]; then also sarif "$SARIF"; fi
if [ -n "${HTML:-}" ]; then also html "$HTML"; fi
if [ "${SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    also markdown "$GITHUB_STEP_SUMMARY.part"
    cat "$GITHUB_STEP_SUMMARY.part" >> "$GITHUB_STEP_SUMMARY"
    rm -f "$GITHUB_STEP_SUMMARY.part"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "status=$status" >> "$GITHUB_OUTPUT"; fi
exit "$status"
