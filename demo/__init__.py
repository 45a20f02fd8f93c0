"""The bundled past and the simulated web that plays it."""
