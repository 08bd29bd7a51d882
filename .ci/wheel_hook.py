"""What a build puts into the wheel besides files as they are: the JSON Schemas as one file without white space."""

# ruff: noqa: ARG002 (parameters of the interface)

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemasHook(BuildHookInterface[Any]):
    """Most schemas share their definitions: one file of them takes a third of the room that thirty take."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the one file for the wheel."""
        files = sorted((Path(self.root) / "docs" / "schemas").glob("*.schema.json"))
        schemas = {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in files}
        self.folder = tempfile.TemporaryDirectory()
        packed = Path(self.folder.name) / "schemas.json"
        packed.write_text(json.dumps(schemas, ensure_ascii=False, separators=(",", ":")), "utf-8")
        build_data["force_include"][str(packed)] = "regtrack/_bundled/schemas.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove it."""
        self.folder.cleanup()
