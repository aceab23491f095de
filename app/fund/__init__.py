"""Money that goes out and comes back: payments, advances, recoveries, and the funds it is taken from."""
