"""Who somebody is: from a provider's signed claims to a person in a role."""
