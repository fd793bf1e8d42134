"""Cases that never were, led through the real rules by made-up people: how many does it take?"""
