"""Where what people write must not be read: what is open in Temporal, in logs, in heads of mail."""
