"""What people say: times, names, numbers, yes and no. Pure, and unsure rather than wrong."""
