"""Whether a library lies where another machine may write to it: on a network, or in a folder that is synced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path, PurePath, PureWindowsPath
from typing import NamedTuple


class Risk(StrEnum):
    """What can damage a library at its place (the message catalogue holds ``warning.place.<risk>``)."""

    NETWORK = "network"
    SYNCED = "synced"


class Mount(NamedTuple):
    """One row of the mount table: where a file system is reached, its type, its options joined by commas."""

    point: str
    kind: str
    options: str = ""


NETWORK_KIND = re.compile(
    r"(fuse\d?\.)?(9p|afpfs|afs|beegfs|ceph|cephfs|cifs|coda|curlftpfs|davfs2?|ftp|ftpfs|gcsfuse|glusterfs|gpfs"
    r"|gvfsd-fuse|lustre|ncpfs|nfs\d?|orangefs|prl_fs|pvfs2|rclone|s3fs|smb.*|sshfs|vboxsf|vmhgfs(-fuse)?|webdav)",
    re.IGNORECASE,
)
"""The whole name of a file system's type where another machine may write to it as well."""

SYNCED_FOLDER = re.compile(
    r"one ?drive( - .+)?|dropbox( \(.+\))?|google ?drive( \(.+\))?|icloud ?drive|com~apple~clouddocs"
    r"|mobile documents|nextcloud\d*|owncloud\d*|box|box sync|pcloud( ?drive)?|megasync|proton ?drive|seafile",
    re.IGNORECASE,
)
"""The whole name of a folder that a synchronising program keeps; ``Boxes`` and ``toolbox`` are none."""

MARKED_BY = (".stfolder", ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload", ".sync/ID")
"""What Syncthing, Dropbox, Google Drive and Resilio leave in the folder they keep."""

MARKED_BY_FILE = (".dropbox", ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db")
"""Markers that count only as files: a folder ``.dropbox`` in a home folder holds settings and is not synced."""


def risk_of(path: Path) -> Risk | None:
    """What can damage a library at ``path``, which need not exist; None where nothing is known against the place.

    Touches the disk, and may wait for it: not for the thread of a window.
    """
    path = path.resolve()  # a link counts by where it leads
    if is_share(path) or on_network(path, mount_table()):
        return Risk.NETWORK
    if named_as_synced(path.parent) or marked_as_synced(path.parent):
        return Risk.SYNCED
    return None


def is_share(path: PurePath) -> bool:
    r"""Whether this is a Windows address of a network share, ``\\server\share``."""
    if not isinstance(path, PureWindowsPath):
        return False
    drive = path.drive.replace("/", "\\").casefold()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive.startswith("\\\\?\\unc\\")
    return drive.startswith("\\\\")


def on_network(path: PurePath, mounts: Iterable[Mount]) -> bool:
    """Whether the file system that holds an absolute path is one of a network."""
    mount = mount_over(path, mounts)
    if mount is None:
        return False
    return bool(NETWORK_KIND.fullmatch(mount.kind)) or "remote" in mount.options.casefold().split(",")


def mount_over(path: PurePath, mounts: Iterable[Mount]) -> Mount | None:
    """The deepest mount at or above an absolute path; of two at one place the later, which hides the other."""
    found: tuple[int, Mount] | None = None
    for mount in mounts:
        point = type(path)(mount.point)
        if path.is_relative_to(point) and (found is None or len(point.parts) >= found[0]):
            found = len(point.parts), mount
    return None if found is None else found[1]


def mount_table() -> Sequence[Mount]:
    """The mount table of this machine; empty where the system does not give it."""
    import psutil  # noqa: PLC0415 - only the warning needs it

    try:
        return [Mount(row.mountpoint, row.fstype, row.opts) for row in psutil.disk_partitions(all=True)]
    except OSError:  # a warning that cannot be given is no fault of the library
        return []


def named_as_synced(folder: PurePath) -> bool:
    """Whether a folder, or one around it, has the name of one that a synchronising program keeps."""
    names = [part.casefold() for part in folder.parts]
    if any(SYNCED_FOLDER.fullmatch(name) for name in names):
        return True
    # macOS keeps the folders of all such programs in one place; Google's is a Windows drive with one folder.
    return ("library", "cloudstorage") in pairwise(names) or (
        isinstance(folder, PureWindowsPath) and names[1:2] == ["my drive"]
    )


def marked_as_synced(folder: Path) -> bool:
    """Whether a folder, or one around it, holds what a synchronising program leaves in its own."""
    for place in (folder, *folder.parents):
        if any(True for marker in MARKED_BY for _ in place.glob(marker)):
            return True
        if any(found.is_file() for marker in MARKED_BY_FILE for found in place.glob(marker)):
            return True
    return False
