"""Scripts for those outside, who have nothing of ours but a file and the published keys.

Each is one file that needs Python 3.11 and ``cryptography`` and imports nothing of ours.
"""
