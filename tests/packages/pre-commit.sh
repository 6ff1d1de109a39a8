#!/usr/bin/env bash
# The hook stops a commit that has an error in it and lets others pass, run from a clone of this repository.
#
# usage: pre-commit.sh FACTLINT
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(cd "$(dirname "$1")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PATH=$program:$PATH PRE_COMMIT_HOME=$folder/cache
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.org GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.org

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit
git clone --quiet "$root" "$folder/factlint"
# What is not committed yet is tested as well.
cp "$root/.pre-commit-hooks.yaml" "$folder/factlint/"
git -C "$folder/factlint" add -A
git -C "$folder/factlint" commit --quiet --allow-empty -m "the hooks as they are"

git init --quiet "$folder/site"
cd "$folder/site"
printf 'Water is wet.\n' > good.md
printf 'As an AI language model, I cannot say more.\n' > bad.md
git add good.md bad.md
hook() {
    "$folder/venv/bin/pre-commit" try-repo "$folder/factlint" factlint-system --files "$@"
}
hook good.md
if hook bad.md; then
    echo "the hook lets an error pass"
    exit 1
fi
echo "pre-commit: 2 passed, 0 failed"
