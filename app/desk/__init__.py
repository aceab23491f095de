"""What any front end asks, without Qt: nouns and lists by name, what a selection allows, forms of verbs, founding, checks."""
