"""What is true: words, rules, arithmetic. Knows attrs and the standard library only."""
