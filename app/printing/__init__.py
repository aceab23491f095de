"""Paper: forms as data, composed in millimetres, written as PDF and shown as pictures."""
