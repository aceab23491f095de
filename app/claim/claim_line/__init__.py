"""The lines of claims (补贴明细): one person's subsidy, or one firm's."""
