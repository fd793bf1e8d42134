"""The process as it runs: durable, in the words of the trade."""
