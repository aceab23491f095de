"""ICU's tables with fewer items in them: what is kept is found by its name, where ICU looks for it."""

import struct

from installer.linux import icu

HEADER = struct.pack("<HBBHHBBBB4s", 144, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, icu.MARK).ljust(144, b"\0")
ITEMS = {"icudt73l/coll/zh.res": b"pinyin!" * 16, "icudt73l/pool.res": b"pool" * 8, "icudt73l/zh.res": b"x" * 16}


def test_what_was_packed_is_unpacked() -> None:
    assert icu.unpack(icu.pack(HEADER, ITEMS)) == (HEADER, ITEMS)


def test_fewer_items_keep_their_names_and_bytes() -> None:
    _, items = icu.unpack(icu.pack(HEADER, ITEMS))
    kept = {name: content for name, content in items.items() if "coll" not in name}
    assert icu.unpack(icu.pack(HEADER, kept))[1] == kept


def test_every_item_begins_where_a_processor_can_read_it() -> None:
    data = icu.pack(HEADER, {**ITEMS, "icudt73l/zz.res": b"odd"})
    (count,) = struct.unpack_from("<I", data, len(HEADER))
    begins = [struct.unpack_from("<II", data, len(HEADER) + 4 + 8 * place)[1] for place in range(count)]
    assert [(len(HEADER) + begin) % icu.ALIGNED for begin in begins] == [0] * len(begins)
    assert data[len(HEADER) + begins[-1] :].startswith(b"odd")
