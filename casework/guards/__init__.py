"""The conditions of the process table, by subject. A guard's name is the code of its refusal."""
