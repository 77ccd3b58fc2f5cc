"""askpro over HTTP."""
