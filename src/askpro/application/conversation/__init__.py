"""What the agent may ask of us during a call, answered in ready sentences."""
