"""手工通过: what two people passed though a limit 原则上 stood against it."""
