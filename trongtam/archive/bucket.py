"""Files in a bucket of an S3 server instead of a folder, where `TRONGTAM_FILES_URL` says so. Nobody gets an address in it:
every file goes through the program, which asks who may open it."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# A server that does not answer holds up one page, not all of them.
CONNECT_S, ANSWER_S, TRIES = 5, 30, 3


class Bucket(S3Storage):
    """Private objects, addressed by path as every S3 server understands it, with no more checksums than it asks for."""

    def __init__(self, **options: Any) -> None:
        config = Config(
            s3={"addressing_style": "path"},
            signature_version="s3v4",
            connect_timeout=CONNECT_S,
            read_timeout=ANSWER_S,
            retries={"total_max_attempts": TRIES},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(
            **{"client_config": config, "default_acl": None, "file_overwrite": True, "gzip": False, **options}
        )

    def url(self, *_name: Any, **_how: Any) -> str:
        raise NotImplementedError("A file is given by the program, to those who may open it.")
