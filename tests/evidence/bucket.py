"""As much of S3 as the store speaks, on this machine: a bucket in memory behind real HTTP."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Bucket:
    """Objects by their keys, and uploads in several parts that are not complete."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}


class _Speaker(BaseHTTPRequestHandler):
    bucket: Bucket
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _asked(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        said = {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
        return unquote(parts.path).removeprefix("/bucket").lstrip("/"), said

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _answer(self, code: int, body: bytes = b"", *, length: int | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("ETag", f'"{md5(body, usedforsecurity=False).hexdigest()}"')
        self.send_header("Last-Modified", format_datetime(LONG_AGO, usegmt=True))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self) -> None:
        """Keep an object, or a part of one."""
        key, said = self._asked()
        body = self._body()
        if "uploadId" in said:
            self.bucket.uploads[said["uploadId"]][int(said["partNumber"])] = body
        else:
            self.bucket.objects[key] = body
        self._answer(200)

    def do_POST(self) -> None:
        """Begin or complete an object in parts, or delete several."""
        key, said = self._asked()
        body = self._body()
        if "uploads" in said:
            upload = uuid4().hex
            self.bucket.uploads[upload] = {}
            told = f"<UploadId>{upload}</UploadId><Key>{key}</Key><Bucket>bucket</Bucket>"
            self._answer(200, _xml("InitiateMultipartUploadResult", told))
        elif "delete" in said:
            named = re.findall(r"<Key>(.*?)</Key>", body.decode())
            for gone in named:
                self.bucket.objects.pop(gone, None)
            told = "".join(f"<Deleted><Key>{gone}</Key></Deleted>" for gone in named)
            self._answer(200, _xml("DeleteResult", told))
        else:
            parts = self.bucket.uploads.pop(said["uploadId"])
            self.bucket.objects[key] = b"".join(parts[number] for number in sorted(parts))
            told = f"<Key>{key}</Key><Bucket>bucket</Bucket><ETag>&quot;e&quot;</ETag>"
            self._answer(200, _xml("CompleteMultipartUploadResult", told))

    def do_GET(self) -> None:
        """Give an object, or the list of those with a prefix."""
        key, said = self._asked()
        if "list-type" in said:
            rows = "".join(
                f"<Contents><Key>{name}</Key><Size>{len(content)}</Size><ETag>&quot;e&quot;</ETag>"
                f"<LastModified>{LONG_AGO.isoformat()}</LastModified></Contents>"
                for name, content in self.bucket.objects.items()
                if name.startswith(said.get("prefix", ""))
            )
            self._answer(200, _xml("ListBucketResult", rows))
        elif key in self.bucket.objects:
            self._answer(200, self.bucket.objects[key])
        else:
            self._answer(404, _xml("Error", "<Code>NoSuchKey</Code>"))

    do_HEAD = do_GET  # noqa: N815

    def do_DELETE(self) -> None:
        """Remove an object, or give an upload up."""
        key, said = self._asked()
        self.bucket.uploads.pop(said.get("uploadId", ""), None)
        if "uploadId" not in said:
            self.bucket.objects.pop(key, None)
        self._answer(204)


def _xml(name: str, inner: str) -> bytes:
    space = "http://s3.amazonaws.com/doc/2006-03-01/"
    return f'<?xml version="1.0"?><{name} xmlns="{space}">{inner}</{name}>'.encode()


@contextmanager
def running_bucket() -> Iterator[tuple[str, Bucket]]:
    """Start one, and yield where it is and what it holds."""
    bucket = Bucket()
    speaker = type("Speaker", (_Speaker,), {"bucket": bucket})
    with ThreadingHTTPServer(("127.0.0.1", 0), speaker) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", bucket
        finally:
            server.shutdown()
            thread.join()
