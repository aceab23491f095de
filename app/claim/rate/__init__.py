"""The office's own catalogue of rates (补贴标准目录)."""
