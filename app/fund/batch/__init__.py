"""Payment batches (拨付批次): cleared claims and approved advances gathered, signed by the office's own steps, sent to a bank."""
