"""Subsidy claims (补贴申请): what is asked for, decided, passed by hand, and why."""
