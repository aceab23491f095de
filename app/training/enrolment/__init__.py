"""The rows of a roster (花名册): one person in one class, with result and certificate."""
