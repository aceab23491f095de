"""Policy packs (政策包): one region's circular as data, each value with its document and clause. Pure."""
