"""The one door: a command is written down as received, signed, sent, and its outcome kept."""
