"""``python -m songngu``."""

from .cli import main

raise SystemExit(main())
