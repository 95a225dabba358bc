"""Files are written whole or not at all, and faults of the surroundings are told by a code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import files
from app.files import FileFault, read_whole, write_whole


def code(fault: pytest.ExceptionInfo[FileFault]) -> str:
    return fault.value.code


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    write_whole(path, b"old")
    write_whole(path, b"new, and longer")
    assert path.read_bytes() == b"new, and longer"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_at_what_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_fails_half_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.json"
    write_whole(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileFault) as fault:
        write_whole(path, b"new")
    assert code(fault) == "disk_full"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_places_that_cannot_be_used_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as no_folder:
        write_whole(tmp_path / "none" / "case.json", b"")
    with pytest.raises(FileFault) as folder:
        write_whole(tmp_path, b"")
    with pytest.raises(FileFault) as missing:
        read_whole(tmp_path / "none.json")
    with pytest.raises(FileFault) as full:
        write_whole(Path("/dev/full"), b"x")
    with pytest.raises(FileFault) as long:
        write_whole(tmp_path / ("x" * 300), b"")
    assert [code(fault) for fault in (no_folder, folder, missing, full, long)] == [
        "no_folder",
        "is_folder",
        "no_file",
        "disk_full",
        "name_too_long",
    ]


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)  # a hole: it takes no disk
    with pytest.raises(FileFault) as fault:
        read_whole(path)
    assert code(fault) == "too_large"
