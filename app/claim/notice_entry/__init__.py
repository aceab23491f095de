"""What a public notice said of each claim (公示内容): the heads, the money and the people, as they were read."""
