"""One module for each form of list page; the module's name is the kind."""
