"""Training equipment (实训设备) that is subsidised."""
