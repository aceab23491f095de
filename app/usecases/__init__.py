"""The write side: one module per noun, one function per verb."""
