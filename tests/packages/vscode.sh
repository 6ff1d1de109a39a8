#!/usr/bin/env bash
# The extension is built and packed, and what is packed is what it needs.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
if ! command -v npm >/dev/null; then
    echo "extension: 0 passed, 0 failed, skipped: npm is not installed"
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$root/editors/vscode/." "$folder"
cd "$folder"
npm ci --no-audit --no-fund --loglevel=error
npm run --silent package
python3 - <<'END'
import json, zipfile
archive = zipfile.ZipFile("factlint.vsix")
names = set(archive.namelist())
main = json.loads(archive.read("extension/package.json"))["main"]
assert "extension/" + main.removeprefix("./") in names, names
assert not any("node_modules" in name for name in names), names
END
node --check dist/extension.js
echo "extension: 1 passed, 0 failed"
