"""``python -m songngu`` is the command ``songngu``."""

from .cli import command

command()
