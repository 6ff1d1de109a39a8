#!/usr/bin/env bash
# Neovim with the language server: diagnostics of an article at the right columns, and how fast an edit changes them.
#
# usage: neovim.sh FACTLINT
set -euo pipefail
factlint=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)

if ! command -v nvim >/dev/null; then
    echo "editor: 0 passed, 0 failed, skipped: Neovim is not installed"
    exit 0
fi
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
FACTLINT=$factlint ARTICLES=$here/articles XDG_STATE_HOME=$home XDG_DATA_HOME=$home XDG_CACHE_HOME=$home \
    timeout 120 nvim --headless --clean -n -c "luafile $here/neovim.lua"
