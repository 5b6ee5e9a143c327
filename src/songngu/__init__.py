"""Read news in any language; get English, Vietnamese, checks and briefs, offline."""

__version__ = "0.1.0"
