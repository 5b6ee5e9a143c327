"""The version of the program; it is part of the signature of every record."""

VERSION = "0.1.0"
