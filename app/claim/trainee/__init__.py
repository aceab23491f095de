"""What each person (学员) has attended and enjoyed, and corrections that what was claimed stands in the way of."""
