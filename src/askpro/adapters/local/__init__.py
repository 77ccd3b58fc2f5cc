"""What askpro does by itself, without anybody outside."""
