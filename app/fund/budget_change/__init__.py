"""Changes of money set aside (追加、调减、结转): each by its document, with a second person."""
