// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/search.hpp"
#include "base/text.hpp"
#include "store/custody.hpp"

namespace desk {

base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit) {
    auto const wanted = base::nfc(base::trimmed(query));
    if (wanted.empty()) {
        return base::fault(base::Trouble::usage, "要找什么？给出学号、姓名、序列号、档号或盒号",
                           "find what? Give a student number, a name, a serial, a reference or a box");
    }
    auto hits = store::find(station.store(), wanted, limit, unit);
    if (!hits) {
        return hits;
    }
    for (auto &hit : *hits) {
        store::Sheet sheet;
        sheet.holder = hit.holder;
        sheet.place = hit.place;
        if (auto name = store::place_name(station.store(), sheet)) {
            hit.place = *name;
        }
    }
    return hits;
}

} // namespace desk
