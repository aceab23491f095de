"""Contacts (联系人) of responsible units: who answers for the work there, and how to reach them."""
