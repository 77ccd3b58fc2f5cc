"""How askpro is reached: HTTP, command line, worker; composed in one container."""
