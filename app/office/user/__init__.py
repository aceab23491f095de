"""The people who work in an office (人员), their posts, and how each comes and goes with a second person's word."""
