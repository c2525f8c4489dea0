// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/stocktake.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/boxes.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "store/loans.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;
using base::words;

namespace {

base::Result<store::Stocktake> found(Station &station, std::string const &typed) {
    auto const id = base::upper_ascii(std::string{base::trimmed(typed)});
    auto one = store::stocktake(station.store(), id);
    if (!one) {
        return std::move(one).fault();
    }
    if (!*one) {
        return fault(Trouble::not_found, "没有清点记录 {}", "there is no stocktake {}", id);
    }
    return std::move(**one);
}

base::Result<store::Stocktake> still_open(Station &station, std::string const &typed) {
    auto one = found(station, typed);
    if (one && one->state != "open") {
        return fault(Trouble::not_allowed, "清点 {} 已经结束；要再点，另开一次",
                     "the stocktake {} is over; begin another", one->id);
    }
    return one;
}

/// What should lie there.
base::Result<std::vector<store::Filed>> expected(Station &station, store::Stocktake const &one) {
    if (one.kind == "box") {
        return store::filed_in(station.store(), one.place);
    }
    auto const boxes = store::boxes(station.store(), {}, 1'000'000, one.place);
    if (!boxes) {
        return base::Fault{boxes.fault()};
    }
    std::vector<store::Filed> all;
    for (auto const &box : *boxes) {
        auto filed = store::filed_in(station.store(), box.name);
        if (!filed) {
            return filed;
        }
        std::ranges::move(*filed, std::back_inserter(all));
    }
    return all;
}

base::Result<bool> lies_here(Station &station, store::Stocktake const &one, store::Item const &item) {
    if (one.kind == "box") {
        return item.box == one.place;
    }
    auto const box = store::box(station.store(), item.box);
    return box ? base::Result{*box && (*box)->shelf == one.place} : base::Fault{box.fault()};
}

/// Where a sheet belongs that was not expected.
base::Result<base::Words> belongs(Station &station, store::Sheet const &sheet,
                                  std::optional<store::Item> const &item) {
    if (sheet.holder == "archive" && item) {
        auto const box = store::box(station.store(), item->box);
        auto const shelf = box && *box ? (*box)->shelf : std::string{};
        return shelf.empty()
                   ? words("应在盒 {}（档号 {}）", "belongs in the box {} ({})", item->box, item->reference)
                   : words("应在盒 {}，架位 {}（档号 {}）", "belongs in the box {} on {} ({})", item->box,
                           shelf, item->reference);
    }
    if (sheet.holder == "loan") {
        auto const loan = store::loan(station.store(), sheet.place);
        if (!loan) {
            return base::Fault{loan.fault()};
        }
        if (*loan) {
            return words("登记为借出（{}，应还 {}）；请办归还",
                         "is on record as lent ({}, due {}); take it back there", sheet.place, (*loan)->due);
        }
    }
    auto const place = store::place_name(station.store(), sheet);
    return place ? base::Result{whereabouts(sheet.state, sheet.holder, *place)} : base::Fault{place.fault()};
}

/// What a known sheet is to this stocktake, scanned for the first time.
base::Result<Seen> judged(Station &station, store::Stocktake const &one, store::Sheet const &sheet) {
    auto const item = store::item(station.store(), sheet.serial);
    auto const here =
        item ? (*item ? lies_here(station, one, **item) : base::Result{false}) : base::Fault{item.fault()};
    if (!here) {
        return base::Fault{here.fault()};
    }
    if (*here && sheet.holder == "archive") {
        return Seen{sheet.serial, "present", words("在，档号 {}", "there, {}", (*item)->reference)};
    }
    auto said = belongs(station, sheet, *item);
    if (!said) {
        return std::move(said).fault();
    }
    auto const *const outcome = sheet.state == "void"                            ? "not-valid"
                                : sheet.holder == "archive" && item->has_value() ? "misplaced"
                                                                                 : "extra";
    return Seen{sheet.serial, outcome, std::move(*said)};
}

/// Its last two characters: somebody may have scanned an identity card.
std::string hidden(std::string_view typed) {
    auto text = base::characters(typed);
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        text[i] = U'*';
    }
    return base::utf8(text.substr(text.size() > 20 ? text.size() - 20 : 0));
}

base::Result<std::optional<store::Sheet>> known_sheet(Station &station, std::string const &typed) {
    auto const serial = code::read_serial(typed);
    return serial ? store::sheet(station.store(), *serial) : base::Result{std::optional<store::Sheet>{}};
}

/// What was scanned and does not lie where it should.
base::Result<> add_scan(Station &station, StocktakeView &view, store::StocktakeScan const &scan) {
    auto const sheet = store::sheet(station.store(), scan.serial);
    auto const seen = sheet && *sheet ? judged(station, view.stocktake, **sheet)
                      : sheet         ? base::Result{Seen{}}
                                      : base::Fault{sheet.fault()};
    if (!seen) {
        return base::Fault{seen.fault()};
    }
    if (seen->serial.empty()) {
        return {};
    }
    auto const whose = store::person(station.store(), (*sheet)->person);
    auto const item = store::item(station.store(), scan.serial);
    if (!whose || !item) {
        return base::Fault{whose ? item.fault() : whose.fault()};
    }
    Difference one{scan.serial, seen->outcome, {}, {}, *item ? (*item)->reference : std::string{},
                   seen->said};
    one.name = *whose ? (*whose)->name : std::string{};
    one.student_no = *whose ? (*whose)->student_no : std::string{};
    one.can_be_found = (*sheet)->holder == "missing";
    view.differences.push_back(std::move(one));
    return {};
}

/// \p here: serials of what lies where it should. A shelf has thousands of them, and each scan shows the page
/// again: only what differs is looked up one by one.
base::Result<> add_scans(Station &station, StocktakeView &view,
                         std::vector<store::StocktakeScan> const &scans, std::set<std::string> const &here) {
    for (auto const &scan : scans) {
        if (scan.times > 1) {
            view.differences.push_back(
                {scan.serial, "repeated", {}, {}, {}, words("扫了 {} 次", "scanned {} times", scan.times)});
        }
        if (!scan.known) {
            view.differences.push_back({scan.serial,
                                        "unknown",
                                        {},
                                        {},
                                        {},
                                        {"不是本站的序列号，或者校验位不符", "no serial of this station"}});
            continue;
        }
        if (here.contains(scan.serial)) {
            view.present += 1;
        } else if (auto done = add_scan(station, view, scan); !done) {
            return done;
        }
    }
    return {};
}

void add_missing(StocktakeView &view, std::vector<store::Filed> const &all,
                 std::set<std::string> const &scanned) {
    for (auto const &line : all) {
        auto const here = line.holder == "archive";
        view.lent += static_cast<std::size_t>(line.holder == "loan");
        view.expected += static_cast<std::size_t>(here && line.state != "void");
        // Void paper is cut up; nobody misses it.
        if (here && line.state != "void" && !scanned.contains(line.item.serial)) {
            Difference one{line.item.serial,
                           "missing",
                           line.name,
                           line.student_no,
                           line.item.reference,
                           words("卷 {}，应在这里", "volume {}, should be here", line.volume_number)};
            one.can_be_lost = true;
            view.differences.push_back(std::move(one));
        }
    }
}

/// What one that is over missed, and where it is now.
base::Result<> add_missed(Station &station, StocktakeView &view) {
    auto const brought = store::brought_out(station.store(), view.stocktake.id);
    if (!brought) {
        return base::Fault{brought.fault()};
    }
    for (auto const &[serial, outcome] : *brought) {
        auto const sheet = outcome == "missing" ? store::sheet(station.store(), serial)
                                                : base::Result{std::optional<store::Sheet>{}};
        auto const whose = sheet && *sheet ? store::person(station.store(), (*sheet)->person)
                                           : base::Result{std::optional<store::Person>{}};
        auto const item = store::item(station.store(), serial);
        if (!sheet || !whose || !item) {
            return base::Fault{!sheet ? sheet.fault() : !whose ? whose.fault() : item.fault()};
        }
        if (!*sheet) {
            continue;
        }
        auto const place = store::place_name(station.store(), **sheet);
        Difference one{serial,
                       "missing",
                       {},
                       {},
                       *item ? (*item)->reference : std::string{},
                       whereabouts((*sheet)->state, (*sheet)->holder, place ? *place : (*sheet)->place)};
        one.name = *whose ? (*whose)->name : std::string{};
        one.student_no = *whose ? (*whose)->student_no : std::string{};
        one.can_be_lost = (*sheet)->holder == "archive";
        one.can_be_found = (*sheet)->holder == "missing";
        view.differences.push_back(std::move(one));
    }
    view.expected = view.present + view.count("missing");
    return {};
}

/// As it is now; of one that is over, what it brought out stands in the register.
base::Result<StocktakeView> compared(Station &station, store::Stocktake one) {
    auto const all = expected(station, one);
    auto const scans = all ? store::stocktake_scans(station.store(), one.id) : base::Fault{all.fault()};
    if (!scans) {
        return base::Fault{scans.fault()};
    }
    std::set<std::string> scanned;
    for (auto const &scan : *scans) {
        scanned.insert(scan.serial);
    }
    std::set<std::string> here;
    for (auto const &line : *all) {
        if (line.holder == "archive") {
            here.insert(line.item.serial);
        }
    }
    StocktakeView view{std::move(one)};
    if (view.stocktake.state == "open") {
        add_missing(view, *all, scanned);
    }
    auto const done = in_order(
        [&] { return add_scans(station, view, *scans, here); },
        [&] { return view.stocktake.state == "open" ? base::Result<>{} : add_missed(station, view); });
    return done ? base::Result{std::move(view)} : base::Fault{done.fault()};
}

std::vector<std::string> of_kind(StocktakeView const &view, std::string_view kind) {
    std::vector<std::string> serials;
    for (auto const &one : view.differences) {
        if (one.kind == kind) {
            serials.push_back(one.serial);
        }
    }
    return serials;
}

} // namespace

std::size_t StocktakeView::count(std::string_view kind) const {
    return of_kind(*this, kind).size();
}

base::Result<store::Stocktake> begin_stocktake(Station &station, std::string const &typed, bool shelf,
                                               std::string const &by) {
    auto change = station.change();
    auto const box = shelf || !change ? base::Result{store::Box{}} : find_box(station, typed);
    auto const place = !shelf && box ? base::Result{box->name} : shelf_named(typed);
    if (!change || !box || !place) {
        return !change ? std::move(change).fault() : base::Fault{box ? place.fault() : box.fault()};
    }
    auto const standing =
        shelf ? store::boxes(station.store(), {}, 1, *place) : base::Result{std::vector{*box}};
    auto const open =
        standing ? store::open_stocktake(station.store(), *place) : base::Fault{standing.fault()};
    if (!open) {
        return base::Fault{open.fault()};
    }
    if (standing->empty() || place->empty()) {
        return fault(Trouble::not_found, "架位“{}”上没有盒", "no box stands on '{}'", typed);
    }
    if (*open) {
        return fault(Trouble::busy, "{} 正在清点（{}，{} 开始）；接着扫，或者先结束它",
                     "{} is being counted ({}, begun by {}); go on with that, or end it", *place, (*open)->id,
                     (*open)->begun_by);
    }
    auto const id = change->next_id("S");
    if (!id) {
        return base::Fault{id.fault()};
    }
    auto body = Json::object();
    body.set("kind", shelf ? "shelf" : "box").set("place", *place);
    body.set("by", by.empty() ? station.setting().actor : by);
    auto const done = in_order([&] { return change->record("stocktake.begun", *id, body); },
                               [&] { return change->commit(); });
    return done ? found(station, *id) : base::Fault{done.fault()};
}

base::Result<Seen> scan_stocktake(Station &station, std::string const &id, std::string const &typed) {
    auto const text = std::string{base::trimmed(typed)};
    if (text.empty()) {
        return fault(Trouble::usage, "没有扫到东西", "nothing was scanned");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const one = still_open(station, id);
    auto const sheet = one ? known_sheet(station, text) : base::Fault{one.fault()};
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    auto const key = *sheet ? (*sheet)->serial : hidden(text);
    auto const before = store::stocktake_scan(station.store(), one->id, key);
    if (!before) {
        return base::Fault{before.fault()};
    }
    auto seen = *sheet ? judged(station, *one, **sheet)
                       : base::Result{Seen{{},
                                           "unknown",
                                           words("不认识“{}”：不是本站的序列号，或者校验位不符；请再扫一次",
                                                 "'{}' is no serial of this station; scan it again", key)}};
    if (!seen) {
        return seen;
    }
    if (*sheet && *before) {
        *seen = {key, "repeated", {"这一张刚才扫过了", "it was scanned before"}};
    }
    auto body = Json::object();
    body.set("stocktake", one->id).set("scanned", key).set("known", sheet->has_value());
    auto const done =
        in_order([&] { return change->record("stocktake.scanned", *sheet ? key : one->id, body); },
                 [&] { return change->commit(); });
    return done ? seen : base::Fault{done.fault()};
}

base::Result<StocktakeView> view_stocktake(Station &station, std::string const &id) {
    auto one = found(station, id);
    return one ? compared(station, std::move(*one)) : std::move(one).fault();
}

base::Result<StocktakeView> end_stocktake(Station &station, std::string const &id, std::string const &by) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto one = still_open(station, id);
    auto view = one ? compared(station, *one) : base::Fault{one.fault()};
    if (!view) {
        return view;
    }
    if (view->present == 0 && view->count("missing") == view->differences.size() && view->expected > 0) {
        return fault(Trouble::not_allowed, "清点 {} 还没有扫过一张；扫完再结束",
                     "nothing was scanned in {} yet; scan first", one->id);
    }
    auto body = Json::object();
    body.set("by", by.empty() ? station.setting().actor : by).set("present", view->present);
    for (auto const &[key, kind] : {std::pair{"missing", "missing"}, std::pair{"misplaced", "misplaced"},
                                    std::pair{"extra", "extra"}, std::pair{"not_valid", "not-valid"},
                                    std::pair{"unknown", "unknown"}, std::pair{"repeated", "repeated"}}) {
        body.set(key, of_kind(*view, kind));
    }
    auto const done = in_order([&] { return change->record("stocktake.ended", one->id, body); },
                               [&] { return change->commit(); });
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto ended = found(station, one->id);
    if (ended) {
        view->stocktake = std::move(*ended);
    }
    return view;
}

} // namespace desk
