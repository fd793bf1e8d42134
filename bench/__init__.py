"""How fast it is where it is felt: nine measures, each beside the bare thing that it stands on.

``python -m bench`` runs them (``make bench``). What is compared alternates within one run, and what
is printed are medians and their ratios: a busy machine makes both slow, and the ratio stays.
"""
