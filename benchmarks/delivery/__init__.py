"""Proofs and numbers of delivery, seen from outside: the service as a process, the networks as another, real HTTP."""
