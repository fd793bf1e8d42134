"""The parts that the product stands on, for one machine: PostgreSQL, Temporal, a mail sink and the
worker, as one supervised process tree under one folder. Nothing to install by hand, no containers.
"""
