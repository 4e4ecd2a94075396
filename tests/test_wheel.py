"""A built wheel works outside the checkout: the guide, the catalogue and the prompts travel in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def test_the_wheel_answers_in_an_empty_environment(tmp_path: Path, shared_models: Path) -> None:
    pytest.importorskip("build", reason="the package build is not installed")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(REPOSITORY)],
        check=True, capture_output=True,
    )  # fmt: skip
    wheel = next(tmp_path.glob("renkei-*.whl"))
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(shared_models, target_is_directory=True)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("RENKEI_")},
        "PYTHONPATH": str(site), "RENKEI_DATA": str(data),
    }  # fmt: skip
    outside = tmp_path / "elsewhere"
    outside.mkdir()

    def renkei(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bots.cli", *arguments],
            cwd=outside, env=environment, check=False, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [sys.executable, "-c", "import assistant; print(assistant.__file__)"],
        cwd=outside, env=environment, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert str(site) in where
    renkei("ingest")
    assert "【結論】" in renkei("ask", "なぜ看取り率を数値目標にしないのですか")
