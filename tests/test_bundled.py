"""Bundled data: where it is, and its digest."""

import hashlib

import pytest

from regtrack import _bundled


def test_the_digest_is_sha_256():
    data = "AI拡散規則".encode() * 1000
    assert _bundled.digest(data) == hashlib.sha256(data).hexdigest()


def test_a_python_without_its_own_sha_256_uses_openssl(monkeypatch: pytest.MonkeyPatch):
    def missing(name: str):
        raise ImportError(name)

    monkeypatch.setattr(_bundled, "import_module", missing)
    assert _bundled.digest(b"x") == hashlib.sha256(b"x").hexdigest()
