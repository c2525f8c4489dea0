// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/stocktake.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "store/remarks.hpp"

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

base::Result<store::Sheet> record(Station &station, store::Change &change, std::string_view kind,
                                  std::string const &serial, Json const &body) {
    auto const done =
        in_order([&] { return change.record(kind, serial, body); }, [&] { return change.commit(); });
    return done ? find_sheet(station, serial) : base::Fault{done.fault()};
}

} // namespace

base::Result<store::Sheet> declare_lost(Station &station, std::string const &serial,
                                        std::string const &reason, std::string const &by,
                                        std::string const &found_out) {
    if (base::trimmed(reason).empty()) {
        return fault(Trouble::usage, "登记丢失要写明原因（--reason）",
                     "say why it counts as lost (--reason)");
    }
    auto change = station.change();
    auto const sheet = change ? find_sheet(station, serial) : base::Fault{change.fault()};
    if (!sheet) {
        return sheet;
    }
    if (sheet->holder != "archive") {
        auto const place = store::place_name(station.store(), *sheet);
        auto const where = whereabouts(sheet->state, sheet->holder, place ? *place : sheet->place);
        return fault(Trouble::not_allowed, "相片纸 {0} 不在档案馆，不能从这里登记丢失：{1}",
                     "the sheet {0} is not in the archives and cannot be declared lost here: it is {2}",
                     sheet->serial, where.zh, where.en);
    }
    auto const remark = store::put_remark(*change, reason);
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = Json::object();
    body.set("place", base::upper_ascii(found_out)).set("remark", *remark);
    body.set("by", by.empty() ? station.setting().actor : by);
    return record(station, *change, "sheet.lost", sheet->serial, body);
}

base::Result<store::Sheet> declare_found(Station &station, std::string const &serial, std::string const &by) {
    auto change = station.change();
    auto const sheet = change ? find_sheet(station, serial) : base::Fault{change.fault()};
    auto const item = sheet ? store::item(station.store(), sheet->serial) : base::Fault{sheet.fault()};
    if (!item) {
        return base::Fault{item.fault()};
    }
    // What was filed once and came back by a hand-over waits beside its box.
    auto const beside = sheet->holder == "archive" && sheet->place.empty() && item->has_value();
    if (sheet->holder != "missing" && !beside) {
        auto const place = store::place_name(station.store(), *sheet);
        auto const where = whereabouts(sheet->state, sheet->holder, place ? *place : sheet->place);
        return fault(Trouble::not_allowed, "相片纸 {0} 没有登记为下落不明：{1}",
                     "the sheet {0} is not on record as missing: it is {2}", sheet->serial, where.zh,
                     where.en);
    }
    auto body = Json::object();
    body.set("holder", "archive").set("place", *item ? (*item)->box : std::string{}).set("why", "found");
    body.set("by", by.empty() ? station.setting().actor : by);
    return record(station, *change, "sheet.moved", sheet->serial, body);
}

} // namespace desk
