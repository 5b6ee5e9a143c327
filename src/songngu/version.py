"""The version of the program; it is part of every signature."""

VERSION = "0.1.0"
