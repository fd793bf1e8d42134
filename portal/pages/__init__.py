"""Pages for people: rendered here, complete without JavaScript, in English and Spanish."""
