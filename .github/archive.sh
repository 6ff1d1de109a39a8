#!/usr/bin/env bash
# Packs a release build: the program, completions for every shell, the manual page, licences.
#
# usage: archive.sh NAME    writes dist/factlint-NAME.tar.gz
set -euo pipefail
cd "$(dirname "$0")/.."
name=factlint-$1
program=target/release/factlint
if [ -f "$program.exe" ]; then program=$program.exe; fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/completions" dist
cp "$program" README.md LICENSE-MIT LICENSE-APACHE "$stage/$name/"
for shell in bash zsh fish powershell elvish; do
    "$program" completions "$shell" > "$stage/$name/completions/factlint.$shell"
done
"$program" man > "$stage/$name/factlint.1"
tar -C "$stage" -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
