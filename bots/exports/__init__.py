"""Plans as files: Word and Excel out, Excel and CSV in."""
