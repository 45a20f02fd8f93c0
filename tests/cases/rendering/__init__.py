"""What a case writes down, made into the bytes of a form as offices and government sites produce it: a module a form."""
