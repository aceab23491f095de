"""What the program says of rows, marks and packs, in Chinese: a row as a sentence, a decision's reasons, two versions apart."""
