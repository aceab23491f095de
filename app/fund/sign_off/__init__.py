"""Sign-offs (审批记录): who agreed to a payment batch in which step, when and by what word."""
