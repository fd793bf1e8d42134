"""The process as data: who may do what in which state, on what condition, with what effect."""
