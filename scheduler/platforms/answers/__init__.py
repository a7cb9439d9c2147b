"""What each network's refusals mean: one module a network, one table in it, for the file of that network only."""
