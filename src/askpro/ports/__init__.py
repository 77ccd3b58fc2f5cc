"""What we need from outside: roles that speak only domain."""
