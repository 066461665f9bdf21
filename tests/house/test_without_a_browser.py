"""A missing browser leaves no silent gap: where browsers are required its tests fail, elsewhere one line says so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import browser

ROOT = Path(__file__).parents[2]
FEW_TESTS = "tests/e2e/test_writing.py"


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a few tests of the browser's where no browser is on the path."""
    found = {name: value for name, value in os.environ.items() if name not in ("CHROMIUM", "BROWSER_TESTS")}
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", f"--basetemp={folder / 'kept'}"]
    return subprocess.run(
        [*command, FEW_TESTS],
        cwd=ROOT,
        env={**found, "PYTHONPATH": str(ROOT), "PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_browser_its_tests_are_skipped_and_one_line_says_so(tmp_path: Path):
    ran = run(tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.count(browser.MISSING) == 1
    assert re.search(
        rf"^\d+ browser tests? (was|were) skipped\. {re.escape(browser.MISSING)}$", ran.stdout, re.MULTILINE
    )


def test_where_a_browser_is_required_its_tests_fail_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BROWSER_TESTS", "required")
    with pytest.raises(pytest.fail.Exception, match=re.escape(browser.MISSING)):
        browser.chromium()


def test_ci_requires_a_browser_and_installs_one():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "export BROWSER_TESTS=required" in ci
    assert "apt-get install" in ci
