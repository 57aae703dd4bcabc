"""Downloads from a server on this machine that breaks off, lies, stumbles or is a Hugging Face repository."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import tiny_models

from translator.errors import ModelError
from translator.models import manifest, store
from translator.models.catalogue import ENTRIES, Entry
from translator.models.download import Interrupted, fetch
from translator.models.install import install


@dataclass
class Server:
    """Serves `files`; the first `breaks` answers stop half way, the first `errors` are errors."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    breaks: int = 0
    errors: int = 0
    ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    about = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            about.asked.append((self.path, wanted))
            content = about.files.get(self.path)
            if about.errors > 0 or content is None:
                self.send_error(503 if about.errors > 0 else 404)
                about.errors -= 1
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-") or 0) if about.ranges else 0
            if start >= len(content) > 0:
                self.send_error(416)
                return
            self.send_response(206 if wanted and about.ranges else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            end = start + (len(content) - start) // 2 if about.breaks > 0 else len(content)
            about.breaks -= 1
            self.wfile.write(content[start:end])

        def log_message(self, format: str, *args: object) -> None:
            pass

    monkeypatch.setattr("translator.models.download.time.sleep", lambda seconds: None)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    about.address = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    yield about
    listening.shutdown()
    thread.join()
    listening.server_close()


CONTENT = bytes(range(256)) * 4000
DIGEST = sha256(CONTENT).hexdigest()


def test_a_file_comes_whole_and_tells_of_its_progress(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    told: list[tuple[str, int, int]] = []
    fetch(f"{server.address}/f", tmp_path / "f", progress=lambda *now: told.append(now))
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert told[-1] == ("f", len(CONTENT), len(CONTENT))
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_broken_connection_is_taken_up(ranges: bool, server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    server.breaks, server.ranges = 2, ranges
    fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    assert (tmp_path / "f").read_bytes() == CONTENT
    starts = [wanted for _, wanted in server.asked]
    assert starts[0] == ""
    assert starts[1].startswith("bytes=")


def test_a_server_that_stumbles_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    server.errors = 2
    fetch(f"{server.address}/f", tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_later_call_goes_on_where_the_digest_is_known(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    server.breaks = 99
    with pytest.raises(Interrupted, match="bytes came"):
        fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    have = (tmp_path / "f.part").stat().st_size
    assert 0 < have < len(CONTENT)
    server.breaks = 0
    server.asked.clear()
    fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    assert server.asked == [("/f", f"bytes={have}-")]


def test_a_part_that_is_whole_is_kept(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    (tmp_path / "f.part").write_bytes(CONTENT)
    fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_without_a_digest_nothing_is_kept(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT
    server.breaks = 99
    with pytest.raises(Interrupted):
        fetch(f"{server.address}/f", tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.files["/f"] = CONTENT[:-1]
    with pytest.raises(ModelError, match="sha256 differs"):
        fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_is_not_asked_for_twice(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="answered 404"):
        fetch(f"{server.address}/f", tmp_path / "f", DIGEST)
    assert len(server.asked) == 1


def test_no_server(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Interrupted, match="refused"):
        fetch("http://127.0.0.1:9/f", tmp_path / "f")


@pytest.fixture
def archive(tmp_path: Path) -> bytes:
    return tiny_models.zipped(tiny_models.opus_folder(tmp_path / "opus"), tmp_path / "opus.zip").read_bytes()


def test_an_address_installs(server: Server, archive: bytes, user_models: Path) -> None:
    server.files["/models/opus%2B1.zip"] = archive
    folder = install(f"{server.address}/models/opus%2B1.zip", sha256=sha256(archive).hexdigest())
    assert folder == user_models / "opus-1"
    assert manifest.read(folder).data == (f"installed from {server.address}/models/opus%2B1.zip",)
    assert [path.name for path in user_models.iterdir()] == ["opus-1"]


def test_a_name_of_the_catalogue_installs(
    server: Server, archive: bytes, user_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.files["/x.zip"] = archive
    entry = Entry("small", f"{server.address}/x.zip", "CC-BY-4.0", 1, "", "")
    monkeypatch.setattr("translator.models.catalogue.ENTRIES", (entry,))
    assert manifest.read(install("small")).licence == "CC-BY-4.0"


def test_an_interrupted_install_leaves_only_the_part_and_goes_on(
    server: Server, archive: bytes, user_models: Path
) -> None:
    server.files["/x.zip"] = archive
    server.breaks = 99
    address, digest = f"{server.address}/x.zip", sha256(archive).hexdigest()
    with pytest.raises(Interrupted):
        install(address, sha256=digest)
    left = [path for path in user_models.rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["x.zip.part"]
    assert store.listing() == (store.find(""),)
    server.breaks = 0
    assert install(address, sha256=digest).is_dir()
    assert [path.name for path in user_models.iterdir()] == ["x"]


@pytest.mark.parametrize("digest", ["0" * 64, ""], ids=["wrong digest", "damaged"])
def test_a_bad_download_leaves_nothing(digest: str, server: Server, archive: bytes, user_models: Path) -> None:
    server.files["/x.zip"] = archive[:-500]
    with pytest.raises(ModelError):
        install(f"{server.address}/x.zip", sha256=digest)
    assert list(user_models.iterdir()) == []


def repository(server: Server, folder: Path, **about: object) -> None:
    """Serve `folder` as the Hugging Face repository `owner/name`."""
    siblings = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            content = path.read_bytes()
            server.files[f"/owner/name/resolve/abc123/{name}"] = content
            large = {"lfs": {"sha256": sha256(content).hexdigest()}} if path.suffix == ".bin" else {}
            siblings.append({"rfilename": name, "size": len(content), **large})
    answer = {"sha": "abc123", "siblings": siblings, **about}
    server.files["/api/models/owner/name?blobs=true"] = json.dumps(answer).encode()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tiny_models.ct2_folder(tmp_path / "published")
    (folder / "modeling.py").write_text("raise SystemExit")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    (folder / "model.safetensors").write_bytes(b"")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "config.json").write_text("{}")
    return folder


def test_a_repository_installs(server: Server, published: Path, user_models: Path) -> None:
    repository(server, published, cardData={"license": "apache-2.0"})
    folder = install("owner/name", hub=server.address)
    assert folder == user_models / "name"
    assert manifest.read(folder).licence == "apache-2.0"
    fetched = {path.removeprefix("/owner/name/resolve/abc123/") for path, _ in server.asked[1:]}
    assert fetched == {"config.json", "model.bin", "shared_vocabulary.json", "source.spm", "target.spm"}
    assert [path.name for path in user_models.iterdir()] == ["name"]


def test_weights_of_a_repository_are_checked(server: Server, published: Path, user_models: Path) -> None:
    repository(server, published)
    server.files["/owner/name/resolve/abc123/model.bin"] += b"!"
    with pytest.raises(ModelError, match="sha256 differs"):
        install("owner/name", hub=server.address)
    assert list(user_models.iterdir()) == []


def test_a_repository_of_pickles_is_refused_before_it_comes(server: Server, published: Path, user_models: Path) -> None:
    (published / "model.bin").unlink()
    (published / "model.safetensors").unlink()
    repository(server, published)
    with pytest.raises(ModelError, match="no weights that are safe") as caught:
        install("owner/name", hub=server.address)
    assert "safetensors" in caught.value.hint
    assert len(server.asked) == 1
    assert list(user_models.iterdir()) == []


def test_an_unknown_repository(server: Server, user_models: Path) -> None:
    with pytest.raises(ModelError, match="answered 404"):
        install("owner/name", hub=server.address)
    assert list(user_models.iterdir()) == []


def test_the_catalogue_is_complete() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert manifest.NAME.fullmatch(entry.name)
        assert entry.licence
        assert entry.megabytes > 0
        assert entry.origin.startswith("https://") or entry.origin.count("/") == 1
