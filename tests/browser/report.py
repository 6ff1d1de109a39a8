#!/usr/bin/env python3
"""Opens the HTML report in headless Chromium and uses it: inert articles, layout, filters, keys, colour schemes.

usage: report.py FACTLINT [SCREENSHOT_FOLDER]
"""

import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --hide-scrollbars --allow-file-access-from-files
    --enable-logging=stderr --virtual-time-budget=8000""".split()
SCHEMES = {"light": 1, "dark": 0}


def chromium(arguments):
    """Runs the browser once, with a profile of its own, and gives what it printed and what its console said."""
    browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if browser is None:
        print("browser: 0 passed, 0 failed, skipped: no Chromium is installed")
        sys.exit(0)
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [browser, *FLAGS, f"--user-data-dir={profile}", *arguments], capture_output=True, text=True, timeout=120
        )
    return run.stdout, [line for line in run.stderr.splitlines() if "CONSOLE" in line]


def main():
    factlint = sys.argv[1]
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "report.html")
        checked = subprocess.run(
            [factlint, "check", "--no-config", "--quiet", "--format", "html", "-o", report, HERE / "articles"]
        )
        if checked.returncode != 1:
            sys.exit(f"the articles of the test have errors, but the status is {checked.returncode}")
        passed = 0
        for scheme, setting in SCHEMES.items():
            for width in (400, 1400):
                url = f"{(HERE / 'harness.html').as_uri()}#{report.as_uri()}|{width}"
                flag = f"--blink-settings=preferredColorScheme={setting}"
                page, console = chromium([flag, "--window-size=1600,1000", "--dump-dom", url])
                results = re.search(r'<pre id="results">(.*?)</pre>', page, re.S)
                text = html.unescape(results.group(1)) if results else "no result"
                found = json.loads(text)["failures"] if text.startswith("{") else [text]
                # The policy of the report may not even have had anything to stop.
                found += console
                failures += [f"{scheme}, {width} px: {failure}" for failure in found]
                passed += not found
        if len(sys.argv) > 2:
            target = pathlib.Path(sys.argv[2])
            target.mkdir(parents=True, exist_ok=True)
            for scheme, setting in SCHEMES.items():
                shot = ["--window-size=1400,2200", f"--screenshot={target / scheme}.png", report.as_uri()]
                chromium([f"--blink-settings=preferredColorScheme={setting}", *shot])
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"browser: {passed} passed, {len(SCHEMES) * 2 - passed} failed")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
