"""The pictures of docs/gallery.md: pages as a browser shows them, from the bundled timeline (``make gallery``).

It needs Chromium (or Chrome) and Playwright, and writes ``docs/images/*.png``. The clock stands still, so that the
same release makes the same pictures.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regtrack

IMAGES = Path(__file__).parents[1] / "images"
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
COLOURS = 96
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
AUTUMN = "#from=2025-10-01&on=2025-11-15&known="
"""Two other days than the page begins with."""

SHOTS: dict[str, tuple[str, dict[str, Any], Callable[[Any], Any] | None]] = {
    "page": ("", WIDE, None),
    "page-dark": ("", {**WIDE, "color_scheme": "dark"}, None),
    "picture": ("", WIDE, lambda page: page.locator("#picture")),
    "stayed": (f"{AUTUMN}2025-11-15", WIDE, None),
    "not-yet-known": (f"{AUTUMN}2025-11-01", WIDE, None),
    "report": ("", WIDE, lambda page: page.locator("#changes")),
    "phone": ("", PHONE, None),
    "phone-machine": (f"{AUTUMN}2025-11-15", PHONE, None),
    "print": ("", {"viewport": {"width": 720, "height": 1020}}, None),
}
"""Name of a picture: link into the page, settings of the browser, and the part that is shown (None: the window)."""


def main() -> int:
    """Make every picture; ends with 1 where there is no browser."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("REGTRACK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.stderr.write(f"gallery: found no browser; expected one of {', '.join(BROWSERS)}\n")
        return 1
    tracker = regtrack.open(":memory:", clock=lambda: NOW)
    text = regtrack.render(tracker.since("2025-05-12", "2025-05-20"), "html")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "report.html"
        file.write_text(text, "utf-8")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (link, settings, part) in SHOTS.items():
            context = browser.new_context(offline=True, locale="en-GB", **settings)
            page = context.new_page()
            page.goto(file.as_uri() + link)
            if name == "print":
                page.emulate_media(media="print")
            (IMAGES / f"{name}.png").write_bytes(_small((part(page) if part else page).screenshot()))
            context.close()
        browser.close()
    total = sum(image.stat().st_size for image in IMAGES.glob("*.png"))
    sys.stdout.write(f"{len(SHOTS)} pictures in {IMAGES}, {total / 1000:.0f} kB\n")
    return 0


def _small(picture: bytes) -> bytes:
    """Return the same picture with few colours, which a page of text and bars has anyway."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
