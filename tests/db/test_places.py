from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from db.places import Mount, Risk, is_share, mount_over, mount_table, named_as_synced, on_network, risk_of

LINUX = (
    Mount("/", "ext4", "rw,relatime"),
    Mount("/proc", "proc", "rw"),
    Mount("/home", "ext4", "rw"),
    Mount("/home/anne/team", "cifs", "rw,vers=3.0"),
    Mount("/home/anne/team/local", "ext4", "rw"),
    Mount("/mnt/desk", "autofs", "rw"),
    Mount("/mnt/desk", "nfs4", "rw"),
    Mount("/mnt/field office", "fuse.sshfs", "rw"),
    Mount("/mnt/cloud", "fuse.rclone", "rw"),
    Mount("/mnt/dav", "fuse.davfs2", "rw"),
    Mount("/mnt/stick", "fuseblk", "rw"),
    Mount("/mnt/host", "9p", "rw"),
    Mount("/run/user/1000/gvfs", "fuse.gvfsd-fuse", "rw"),
    Mount("/srv/smb", "smb3", "rw"),
)
MAC = (
    Mount("/", "apfs", "ro,local"),
    Mount("/System/Volumes/Data", "apfs", "rw,local"),
    Mount("/Volumes/Desk", "smbfs", "rw"),
    Mount("/Volumes/Old", "afpfs", "rw"),
    Mount("/Volumes/Web", "webdav", "rw"),
)
WINDOWS = (
    Mount("C:\\", "NTFS", "rw,fixed"),
    Mount("D:\\", "exFAT", "rw,removable"),
    Mount("Z:\\", "NTFS", "rw,remote"),
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/home/anne/library.db", False),
        ("/home/anne/team/library.db", True),
        ("/home/anne/team", True),
        ("/home/anne/teamwork/library.db", False),
        ("/home/anne/team/local/library.db", False),
        ("/mnt/desk/library.db", True),
        ("/mnt/field office/library.db", True),
        ("/mnt/cloud/a/b/library.db", True),
        ("/mnt/dav/library.db", True),
        ("/mnt/stick/library.db", False),
        ("/mnt/host/library.db", True),
        ("/run/user/1000/gvfs/smb-share:server=un/library.db", True),
        ("/srv/smb/library.db", True),
        ("/srv/library.db", False),
    ],
)
def test_the_deepest_mount_decides(path: str, expected: bool) -> None:
    assert on_network(PurePosixPath(path), LINUX) is expected


@pytest.mark.parametrize("name", ["Desk", "Old", "Web"])
def test_shares_on_a_mac(name: str) -> None:
    assert on_network(PurePosixPath(f"/Volumes/{name}/library.db"), MAC)
    assert not on_network(PurePosixPath("/Users/anne/library.db"), MAC)


def test_a_drive_letter_of_a_share_on_windows() -> None:
    assert on_network(PureWindowsPath("z:/cases/library.db"), WINDOWS)
    assert not on_network(PureWindowsPath("c:/remote/library.db"), WINDOWS)
    assert not on_network(PureWindowsPath("D:/library.db"), WINDOWS)
    assert not on_network(PureWindowsPath("E:/library.db"), WINDOWS)


def test_the_later_of_two_mounts_at_one_place_hides_the_other() -> None:
    path = PurePosixPath("/mnt/desk/library.db")
    assert mount_over(path, LINUX) == Mount("/mnt/desk", "nfs4", "rw")
    assert mount_over(path, tuple(reversed(LINUX))) == Mount("/mnt/desk", "autofs", "rw")
    assert mount_over(path, ()) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PureWindowsPath(r"\\server\share\library.db"), True),
        (PureWindowsPath("//server/share/library.db"), True),
        (PureWindowsPath(r"\\?\UNC\server\share\library.db"), True),
        (PureWindowsPath(r"\\wsl$\Debian\home\library.db"), True),
        (PureWindowsPath(r"\\?\C:\Users\anne\library.db"), False),
        (PureWindowsPath(r"C:\server\share\library.db"), False),
        (PurePosixPath("//server/share/library.db"), False),
    ],
)
def test_an_address_of_a_share(path: PurePath, expected: bool) -> None:
    assert is_share(path) is expected


@pytest.mark.parametrize(
    "folder",
    [
        "/Users/anne/OneDrive",
        "/Users/anne/onedrive/cases/2026",
        "/Users/anne/OneDrive - United Nations/cases",
        "/Users/anne/Dropbox",
        "/Users/anne/Dropbox (Field office)/cases",
        "/Users/anne/Google Drive",
        "/Users/anne/GoogleDrive/My Drive",
        "/Users/anne/Library/CloudStorage/GoogleDrive-anne@example.org/My Drive",
        "/Users/anne/Library/CloudStorage/Box-Box/cases",
        "/Users/anne/Library/Mobile Documents/com~apple~CloudDocs",
        "/Users/anne/iCloud Drive",
        "/home/anne/Nextcloud",
        "/home/anne/Nextcloud2/cases",
        "/home/anne/ownCloud",
        "/home/anne/Box",
        "/home/anne/Box Sync/cases",
        "/home/anne/pCloudDrive",
        "/home/anne/pCloud",
        "C:/Users/anne/iCloudDrive",
        "C:/Users/anne/ONEDRIVE - UNITED NATIONS/Documents",
        "G:/My Drive/cases",
    ],
)
def test_folders_known_to_be_synced(folder: str) -> None:
    path = PureWindowsPath(folder) if ":" in folder[:2] else PurePosixPath(folder)
    assert named_as_synced(path)


@pytest.mark.parametrize(
    "folder",
    [
        "/home/anne/Boxes",
        "/home/anne/toolbox/cases",
        "/home/anne/Box of cases",
        "/home/anne/Not OneDrive",
        "/home/anne/OneDriver",
        "/home/anne/dropbox-old",
        "/home/anne/my drive/cases",
        "/home/anne/Nextcloud notes",
        "/srv/CloudStorage/cases",
        "C:/Users/anne/My Drive",
        "/home/anne/.local/share/Footing",
        "/",
    ],
)
def test_folders_that_only_sound_like_it(folder: str) -> None:
    path = PureWindowsPath(folder) if ":" in folder[:2] else PurePosixPath(folder)
    assert not named_as_synced(path)


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests may themselves run on a file system that is shared; here only names and markers count."""
    monkeypatch.setattr("db.places.mount_table", lambda: [Mount("/", "ext4")])


@pytest.mark.usefixtures("local")
def test_the_folder_counts_and_not_the_name_of_the_library(tmp_path: Path) -> None:
    assert risk_of(tmp_path / "dropbox") is None
    assert risk_of(tmp_path / "Dropbox" / "not there yet" / "library.db") is Risk.SYNCED


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("marker", [".stfolder/", ".dropbox", ".dropbox.cache/", ".sync_ab12.db", ".sync/ID"])
def test_what_a_synchronising_program_leaves_marks_all_below(tmp_path: Path, marker: str) -> None:
    library = tmp_path / "Sync" / "cases" / "library.db"
    library.parent.mkdir(parents=True)
    assert risk_of(library) is None
    mark = tmp_path / "Sync" / marker
    mark.parent.mkdir(exist_ok=True)
    mark.mkdir() if marker.endswith("/") else mark.touch()
    assert risk_of(library) is Risk.SYNCED
    assert risk_of(tmp_path / "library.db") is None


@pytest.mark.usefixtures("local")
def test_the_settings_of_dropbox_in_a_home_folder_mark_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert risk_of(tmp_path / "library.db") is None


@pytest.mark.usefixtures("local")
def test_a_link_counts_by_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "cases").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    (tmp_path / "plain").mkdir()
    (tmp_path / "OneDrive" / "out").symlink_to(tmp_path / "plain", target_is_directory=True)
    assert risk_of(tmp_path / "cases" / "library.db") is Risk.SYNCED
    assert risk_of(tmp_path / "OneDrive" / "out" / "library.db") is None


def test_a_network_comes_before_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "db.places.mount_table", lambda: [Mount("/", "ext4"), Mount(str(tmp_path.resolve()), "nfs4")]
    )
    assert risk_of(tmp_path / "Dropbox" / "library.db") is Risk.NETWORK


def test_the_real_table_names_the_file_system_of_a_real_folder(tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    mount = mount_over(folder, mount_table())
    assert mount is not None
    assert mount.kind
    place = next(place for place in (folder, *folder.parents) if place.is_mount())
    assert Path(mount.point) == place
    assert risk_of(folder / "library.db") is (Risk.NETWORK if on_network(folder, [mount]) else None)
