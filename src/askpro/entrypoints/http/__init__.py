"""askpro over HTTP: the telephone's hooks, the API, health, the pages."""
