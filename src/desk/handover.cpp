// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/handover_list.hpp"
#include "desk/printing.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

base::Result<std::vector<store::Sheet>> chosen_sheets(Station &station, std::int64_t unit,
                                                      std::vector<std::string> const &serials) {
    auto ready = store::sheets_to_hand_over(station.store(), unit);
    if (!ready || serials.empty()) {
        return ready;
    }
    std::set<std::string> wanted;
    for (auto const &typed : serials) {
        auto sheet = find_sheet(station, typed);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        auto const is_ready = std::any_of(ready->begin(), ready->end(), [&](store::Sheet const &one) {
            return one.serial == sheet->serial;
        });
        if (!is_ready) {
            return fault(Trouble::not_allowed,
                         "相片纸 {} 不能移交：它要么不是这个单位的，要么不在打印室（状态 {}）",
                         "the sheet {} cannot be handed over: it is another unit's or not in the print room "
                         "(it is {})",
                         sheet->serial, sheet->state);
        }
        wanted.insert(sheet->serial);
    }
    std::erase_if(*ready, [&](store::Sheet const &one) { return !wanted.contains(one.serial); });
    return ready;
}

base::Result<std::string> open_handover(Station &station, std::int64_t unit,
                                        std::vector<store::Sheet> const &sheets) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto id = change->next_id("H");
    if (!id) {
        return std::move(id).fault();
    }
    auto serials = Json::list();
    for (auto const &sheet : sheets) {
        serials.add(sheet.serial);
    }
    auto body = Json::object();
    body.set("unit", unit).set("sheets", serials);
    if (auto noted = change->record("handover.opened", *id, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return id;
}

/// Splits what was scanned by what it turns out to be, each serial once and in the order of scanning.
struct Scan {
    std::vector<std::string> serials, repeated, unknown;
};

void add_once(std::vector<std::string> &list, std::string const &name) {
    if (std::find(list.begin(), list.end(), name) == list.end()) {
        list.push_back(name);
    }
}

/// One scanned line; \p seen has everything that was scanned before.
base::Result<> take_line(store::Store const &store, std::string_view typed, std::set<std::string> &seen,
                         Scan &scan) {
    constexpr std::size_t longest_shown = 60;
    auto const serial = code::read_serial(typed);
    auto known = base::Result<std::optional<store::Sheet>>{std::optional<store::Sheet>{}};
    if (serial) {
        known = store::sheet(store, *serial);
    }
    if (!known) {
        return std::move(known).fault();
    }
    auto const name = *known ? *serial : std::string{typed.substr(0, longest_shown)};
    if (!seen.insert(name).second) {
        add_once(scan.repeated, name);
    } else {
        (*known ? scan.serials : scan.unknown).push_back(name);
    }
    return {};
}

base::Result<Scan> read_scan(Station &station, std::filesystem::path const &file) {
    constexpr std::uintmax_t most = 16U << 20U;
    auto bytes = base::read_file(file, most);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    Scan scan;
    std::set<std::string> seen;
    for (auto line : base::split(base::as_text(*bytes), '\n')) {
        auto const typed = base::trimmed(line);
        if (typed.empty()) {
            continue;
        }
        if (auto taken = take_line(station.store(), typed, seen, scan); !taken) {
            return std::move(taken).fault();
        }
    }
    if (scan.serials.empty() && scan.unknown.empty()) {
        return fault(Trouble::bad_input, "“{}”里没有扫到任何序列号", "nothing was scanned in '{}'",
                     file.string());
    }
    return scan;
}

Received compare(store::Handover const &handover, Scan const &scan, std::vector<std::string> &matched) {
    std::set<std::string> const listed{handover.listed.begin(), handover.listed.end()};
    std::set<std::string> const scanned{scan.serials.begin(), scan.serials.end()};
    Received received;
    for (auto const &serial : scan.serials) {
        (listed.contains(serial) ? matched : received.extra).push_back(serial);
    }
    for (auto const &serial : handover.listed) {
        if (!scanned.contains(serial)) {
            received.missing.push_back(serial);
        }
    }
    received.matched = matched.size();
    received.repeated = scan.repeated;
    received.unknown = scan.unknown;
    return received;
}

} // namespace

base::Result<HandoverMade> create_handover(Station &station, std::string const &unit,
                                           std::vector<std::string> const &serials) {
    auto const unit_id = store::unit_id(station.store(), station.campaign().id, unit);
    if (!unit_id) {
        return base::Fault{unit_id.fault()};
    }
    if (!*unit_id) {
        return fault(Trouble::not_found, "名册里没有单位“{}”", "there is no unit '{}' on the roster", unit);
    }
    auto sheets = chosen_sheets(station, **unit_id, serials);
    if (!sheets) {
        return std::move(sheets).fault();
    }
    if (sheets->empty()) {
        return fault(Trouble::bad_input, "打印室里没有“{}”的相片纸可以移交",
                     "there is no sheet of '{}' in the print room to hand over", unit);
    }
    auto id = open_handover(station, **unit_id, *sheets);
    if (!id) {
        return std::move(id).fault();
    }
    auto pdf = write_handover_list(station, *id);
    if (!pdf) {
        return std::move(pdf).fault().within(base::words(
            "移交 {} 已登记，清单可重印：platen handover list {}",
            "the hand-over {} is on record; its list can be made again: platen handover list {}", *id, *id));
    }
    return HandoverMade{*id, sheets->size(), *pdf};
}

base::Result<Received> receive_handover(Station &station, std::string const &id,
                                        std::filesystem::path const &scanned, std::string const &by) {
    if (base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明接收人（--by）", "say who receives (--by)");
    }
    auto const handover = store::handover(station.store(), id);
    if (!handover) {
        return base::Fault{handover.fault()};
    }
    if (!*handover) {
        return fault(Trouble::not_found, "没有移交单 {}", "there is no hand-over {}", id);
    }
    if ((*handover)->state == "received") {
        return fault(Trouble::not_allowed, "移交单 {} 已经接收过了，不能再接收一次",
                     "the hand-over {} was received already and cannot be received again", id);
    }
    auto scan = read_scan(station, scanned);
    if (!scan) {
        return std::move(scan).fault();
    }
    std::vector<std::string> matched;
    auto const received = compare(**handover, *scan, matched);
    auto body = Json::object();
    body.set("by", by)
        .set("unit", (*handover)->unit)
        .set("matched", matched)
        .set("missing", received.missing);
    body.set("extra", received.extra).set("repeated", received.repeated).set("unknown", received.unknown);
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    if (auto noted = change->record("handover.received", id, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return received;
}

} // namespace desk
