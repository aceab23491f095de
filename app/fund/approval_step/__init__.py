"""Steps of approval (审批环节): through whose hands a payment batch goes in this office, by its sum."""
