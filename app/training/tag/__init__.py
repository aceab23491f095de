"""What a person is recognised as (人员身份)."""
