"""The web: chat page and HTTP routes. `ui.web.app.create_app` puts them together.

Importing this package turns gradio's calls home off: it reads the switch when it is first imported, so the switch
must be set before any module here can import it.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
