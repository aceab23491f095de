"""Advances (预拨): a share of what a class is expected to come to, paid ahead."""
