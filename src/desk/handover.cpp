// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/whereabouts.hpp"
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

/// Records the hand-over; its list is drawn before that, so that no hand-over is without one.
base::Result<HandoverMade> open_handover(Station &station, store::Change &change, store::Handover &handover,
                                         std::vector<store::Sheet> const &sheets) {
    auto id = change.next_id("H");
    if (!id) {
        return std::move(id).fault();
    }
    handover.id = *id;
    handover.given_at = change.at();
    auto serials = Json::list();
    for (auto const &sheet : sheets) {
        serials.add(sheet.serial);
        handover.listed.push_back(sheet.serial);
    }
    auto pdf = draw_handover_list(station, handover);
    if (!pdf) {
        return std::move(pdf).fault();
    }
    auto body = Json::object();
    body.set("unit", handover.unit).set("sheets", serials);
    if (auto noted = change.record("handover.opened", *id, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change.commit(); !done) {
        return std::move(done).fault();
    }
    auto path = keep_handover_list(station, *id, *pdf);
    if (!path) {
        return std::move(path).fault().within(
            base::words("移交 {0} 已登记，清单可重出：platen handover list {0}",
                        "the hand-over {0} is on record; its list can be made again: "
                        "platen handover list {0}",
                        *id));
    }
    return HandoverMade{*id, sheets.size(), *path};
}

/// Splits what was scanned by what it turns out to be, each once and in the order of scanning.
struct Scan {
    std::vector<store::Sheet> sheets;
    std::vector<std::string> repeated, unknown;
};

void add_once(std::vector<std::string> &list, std::string const &name) {
    if (std::find(list.begin(), list.end(), name) == list.end()) {
        list.push_back(name);
    }
}

/// At most forty characters of what was scanned.
std::string shortened(std::string_view typed) {
    constexpr std::size_t longest_shown = 40;
    return base::utf8(base::characters(typed).substr(0, longest_shown));
}

/// What of an unknown scan goes into the ledger: somebody may have scanned an identity card.
std::vector<std::string> masked(std::vector<std::string> const &scanned) {
    constexpr std::size_t shown = 2;
    std::vector<std::string> hidden;
    for (auto const &text : scanned) {
        auto characters = base::characters(text);
        for (std::size_t i = 0; i + shown < characters.size(); ++i) {
            characters[i] = U'*';
        }
        hidden.push_back(base::utf8(characters));
    }
    return hidden;
}

/// Of what was scanned twice, serials stay as they are.
std::vector<std::string> masked_unknown(Received const &received) {
    std::vector<std::string> list;
    for (auto const &text : received.repeated) {
        list.push_back(code::read_serial(text) ? text : masked({text}).front());
    }
    return list;
}

/// One scanned line; \p seen has everything that was scanned before.
base::Result<> take_line(store::Store const &store, std::string_view typed, std::set<std::string> &seen,
                         Scan &scan) {
    auto const serial = code::read_serial(typed);
    auto known = base::Result<std::optional<store::Sheet>>{std::optional<store::Sheet>{}};
    if (serial) {
        known = store::sheet(store, *serial);
    }
    if (!known) {
        return std::move(known).fault();
    }
    auto const name = *known ? *serial : shortened(typed);
    if (!seen.insert(name).second) {
        add_once(scan.repeated, name);
    } else if (*known) {
        scan.sheets.push_back(std::move(**known));
    } else {
        scan.unknown.push_back(name);
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
    // Scanners end a line with CR, LF or both.
    std::replace(bytes->begin(), bytes->end(), static_cast<unsigned char>('\r'),
                 static_cast<unsigned char>('\n'));
    for (auto line : base::split(base::as_text(*bytes), '\n')) {
        auto const typed = base::trimmed(line);
        if (typed.empty()) {
            continue;
        }
        if (auto taken = take_line(station.store(), typed, seen, scan); !taken) {
            return std::move(taken).fault();
        }
    }
    if (scan.sheets.empty() && scan.unknown.empty()) {
        return fault(Trouble::bad_input, "“{}”里没有扫到任何序列号", "nothing was scanned in '{}'",
                     file.string());
    }
    return scan;
}

struct Compared {
    Received received;
    std::vector<std::string> matched;
};

base::Result<Compared> compare(store::Store const &store, store::Handover const &handover, Scan const &scan) {
    std::set<std::string> const listed{handover.listed.begin(), handover.listed.end()};
    std::set<std::string> scanned;
    Compared result;
    for (auto const &sheet : scan.sheets) {
        scanned.insert(sheet.serial);
        if (sheet.state != "printed") {
            result.received.not_valid.push_back(sheet.serial);
        } else {
            (listed.contains(sheet.serial) ? result.matched : result.received.extra).push_back(sheet.serial);
        }
    }
    for (auto const &serial : handover.listed) {
        auto const sheet = store::sheet(store, serial);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        if (!scanned.contains(serial) && *sheet && (*sheet)->state != "void") {
            result.received.missing.push_back(serial);
        }
    }
    result.received.matched = result.matched.size();
    result.received.repeated = scan.repeated;
    result.received.unknown = scan.unknown;
    return result;
}

base::Result<store::Handover> open_one(store::Store const &store, std::string const &id) {
    auto handover = store::handover(store, id);
    if (!handover) {
        return std::move(handover).fault();
    }
    if (!*handover) {
        return fault(Trouble::not_found, "没有移交单 {}", "there is no hand-over {}", id);
    }
    if ((*handover)->state == "received") {
        return fault(Trouble::not_allowed, "移交单 {} 已经接收过了，不能再接收一次",
                     "the hand-over {} was received already and cannot be received again", id);
    }
    return std::move(**handover);
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
    auto change =
        station.change(); // before the sheets are looked at: nobody else may hand them over meanwhile
    if (!change) {
        return std::move(change).fault();
    }
    auto sheets = chosen_sheets(station, **unit_id, serials);
    if (!sheets) {
        return std::move(sheets).fault();
    }
    if (sheets->empty()) {
        return fault(Trouble::bad_input, "打印室里没有“{}”的相片纸可以移交",
                     "there is no sheet of '{}' in the print room to hand over", unit);
    }
    store::Handover handover{{}, **unit_id, unit, "open", station.setting().actor, {}, {}};
    return open_handover(station, *change, handover, *sheets);
}

base::Result<Received> receive_handover(Station &station, std::string const &id,
                                        std::filesystem::path const &scanned, std::string const &by) {
    if (base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明接收人（--by）", "say who receives (--by)");
    }
    auto scan = read_scan(station, scanned);
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const handover = open_one(station.store(), id);
    if (!handover) {
        return base::Fault{handover.fault()};
    }
    if (!scan) {
        return std::move(scan).fault();
    }
    auto const compared = compare(station.store(), *handover, *scan);
    if (!compared) {
        return base::Fault{compared.fault()};
    }
    auto const &[received, matched] = *compared;
    if (matched.empty()) {
        return fault(Trouble::bad_input, "扫到的没有一张在移交单 {} 上，没有登记；请检查是不是拿错了扫码文件",
                     "nothing that was scanned is on the list {}, and nothing was recorded; see whether it "
                     "is the wrong file",
                     id);
    }
    auto body = Json::object();
    body.set("by", by).set("unit", handover->unit).set("matched", matched).set("missing", received.missing);
    body.set("extra", received.extra)
        .set("not_valid", received.not_valid)
        .set("repeated", masked_unknown(received));
    body.set("unknown", masked(received.unknown));
    if (auto noted = change->record("handover.received", id, body); !noted) {
        return std::move(noted).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return received;
}

} // namespace desk
