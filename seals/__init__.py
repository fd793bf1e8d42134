"""Who asked, and that nothing was changed: signed envelopes, and the hashes of the chain."""
