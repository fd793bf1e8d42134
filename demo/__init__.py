"""The demonstration: cases of ``examples/`` played side by side to their end, on real parts."""
