"""One module per family of formats, each with `read(path, limits) -> RawDocument`; run in the reading process only."""
