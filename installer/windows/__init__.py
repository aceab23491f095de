"""The setup and the portable zip for Windows, made on Linux."""
