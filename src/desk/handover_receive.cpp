// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_receive.hpp"
#include "base/text.hpp"
#include "desk/handover.hpp"
#include "desk/handover_scan.hpp"
#include "desk/steps.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

constexpr std::int64_t most_sheets = 100'000;

Json step_of(store::Handover const &handover) {
    auto body = Json::object();
    body.set("handover", handover.id);
    return body;
}

std::string step(store::Handover const &handover, char const *what) {
    return handover.id + "/" + what;
}

/// A hand-over that is being received: counted, and not signed yet.
base::Result<store::Handover> begun(store::Store const &store, std::string const &id) {
    auto found = open_handover(store, id);
    if (found && !found->counted) {
        return fault(Trouble::not_allowed, "请先清点张数并填写，再扫码（移交单 {}）",
                     "count the sheets and say how many before scanning ({})", found->id);
    }
    return found;
}

base::Result<> record_count(store::Change &change, store::Handover const &handover, std::int64_t counted,
                            std::string const &by) {
    if (counted < 0 || counted > most_sheets) {
        return fault(Trouble::bad_input, "清点张数要在 0 到 {} 之间，不能是 {}",
                     "the number that was counted is 0 to {}, not {}", most_sheets, counted);
    }
    auto body = step_of(handover);
    body.set("counted", counted).set("by", by);
    return change.record("handover.counted", step(handover, "count"), body);
}

base::Result<> record_scan(store::Change &change, store::Handover const &handover, std::int64_t number,
                           std::string const &kind, std::string const &serial, std::string const &by) {
    auto body = step_of(handover);
    body.set("number", number).set("serial", serial).set("kind", kind).set("by", by);
    return change.record("handover.scanned", step(handover, "scan"), body);
}

base::Result<> record_damage(store::Change &change, store::Handover const &handover,
                             std::string const &serial, bool damaged, std::string const &remark) {
    auto const scan = store::scan_of(change.store(), handover.id, serial);
    if (!scan) {
        return base::Fault{scan.fault()};
    }
    if (!*scan ||
        ((*scan)->kind != "matched" && (*scan)->kind != "extra" && (*scan)->kind != "wrong-class")) {
        return fault(Trouble::not_found, "还没有扫到相片纸 {}，不能记破损；请先扫它",
                     "the sheet {} was not scanned, so it cannot be marked as damaged; scan it first",
                     serial);
    }
    if (damaged && base::trimmed(remark).empty()) {
        return fault(Trouble::usage, "请写明怎么破损的", "say how it is damaged");
    }
    auto const kept = store::put_remark(change, damaged ? remark : "");
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    auto body = step_of(handover);
    body.set("serial", serial).set("damaged", damaged ? 1 : 0).set("remark", *kept);
    return change.record("handover.damaged", step(handover, "damage"), body);
}

/// The scans, sorted by what they turned out to be.
Outcome sorted(store::Handover const &handover, std::vector<store::HandoverScan> const &scans) {
    Outcome outcome;
    outcome.counted = handover.counted;
    std::map<std::string_view, std::vector<std::string> *> const lists{
        {"matched", &outcome.matched},     {"extra", &outcome.extra},       {"wrong-class", &outcome.extra},
        {"not-valid", &outcome.not_valid}, {"repeated", &outcome.repeated}, {"unknown", &outcome.unknown}};
    std::set<std::pair<std::vector<std::string> *, std::string_view>> known;
    for (auto const &scan : scans) {
        auto *const list = lists.at(scan.kind);
        if (known.emplace(list, scan.serial).second || scan.kind == "unknown") {
            list->push_back(scan.serial);
        }
        outcome.scanned += scan.kind == "repeated" ? 0 : 1;
        if (scan.kind == "wrong-class") {
            outcome.wrong_class.push_back(scan.serial);
        }
        if (scan.damaged) {
            outcome.damaged.push_back(scan.serial);
        }
    }
    return outcome;
}

Outcome outcome_of(store::Handover const &handover, std::vector<store::HandoverLine> const &lines,
                   std::vector<store::HandoverScan> const &scans) {
    auto outcome = sorted(handover, scans);
    std::set<std::string_view> seen;
    for (auto const &scan : scans) {
        seen.insert(scan.serial);
    }
    for (auto const &line : lines) {
        if (!seen.contains(line.serial) && line.state != "void") {
            outcome.missing.push_back(line.serial);
        }
    }
    return outcome;
}

base::Result<Outcome> outcome_of(store::Store const &store, store::Handover const &handover) {
    auto const scans = store::scans_of(store, handover.id);
    auto const lines = scans ? store::lines_of(store, handover) : base::Fault{scans.fault()};
    return lines ? base::Result{outcome_of(handover, *lines, *scans)} : base::Fault{lines.fault()};
}

Received received_of(store::Handover const &handover, Outcome const &outcome) {
    return {outcome.matched.size(),
            outcome.missing,
            outcome.extra,
            outcome.not_valid,
            outcome.repeated,
            outcome.unknown,
            outcome.damaged,
            outcome.wrong_class,
            outcome.counted,
            outcome.scanned,
            digest_of_outcome(handover.id, handover.digest, outcome)};
}

struct Signed {
    KeptSigning kept;
    std::string how;
    std::optional<base::Instant> there;
};

Json body_of(store::Handover const &handover, Outcome const &outcome, Signed const &by) {
    auto to = Json::object();
    to.set("holder", handover.to.holder).set("place", handover.to.place);
    auto body = Json::object();
    body.set("by", by.kept.by).set("unit", handover.unit).set("to", to).set("how", by.how);
    if (outcome.counted) {
        body.set("counted", *outcome.counted);
    }
    body.set("scanned", outcome.scanned).set("matched", outcome.matched).set("missing", outcome.missing);
    body.set("extra", outcome.extra).set("wrong_class", outcome.wrong_class);
    body.set("not_valid", outcome.not_valid).set("damaged", outcome.damaged);
    body.set("repeated", outcome.repeated).set("unknown", outcome.unknown).set("list", handover.digest);
    body.set("digest", digest_of_outcome(handover.id, handover.digest, outcome));
    body.set("signature", by.kept.signature).set("paper", by.kept.paper);
    if (by.there) {
        body.set("there", by.there->ms);
    }
    return body;
}

/// Everything is scanned: ends the hand-over.
base::Result<Received> end_with(Station &station, store::Change &change, std::string const &id,
                                Signed const &by) {
    auto const handover = open_handover(station.store(), id);
    auto const outcome = handover ? outcome_of(station.store(), *handover) : base::Fault{handover.fault()};
    if (!outcome) {
        return base::Fault{outcome.fault()};
    }
    if (outcome->matched.empty()) {
        return fault(Trouble::bad_input,
                     "扫到的没有一张在移交单 {} 上，没有登记接收；请检查是不是拿错了批次或扫码文件",
                     "nothing that was scanned is on the list {}, and nothing was recorded; see whether it "
                     "is the wrong batch or the wrong file",
                     id);
    }
    auto const done = in_order(
        [&] { return change.record("handover.received", handover->id, body_of(*handover, *outcome, by)); },
        [&] { return change.commit(); });
    return done ? base::Result{received_of(*handover, *outcome)} : base::Fault{done.fault()};
}

/// What was scanned twice or is unknown as it was scanned: the ledger shows less of it.
struct AsScanned {
    std::vector<std::string> repeated, unknown;
};

base::Result<AsScanned> scan_all(Station &station, store::Change &change, store::Handover const &handover,
                                 Receipt const &receipt) {
    AsScanned shown;
    std::set<std::string> seen, twice;
    std::int64_t number = 0;
    for (auto const &line : receipt.lines) {
        if (auto const both = run_together(line); !both.empty()) {
            return fault(Trouble::bad_input,
                         "第 {} 行有两张连在一起：{} 和 {}，什么都没有登记；请分成两行再来",
                         "line {} has two serials run together, {} and {}; nothing was recorded, put them on "
                         "lines of their own",
                         number + 1, both[0], both[1]);
        }
        auto const reading = read_scan(station, handover, line);
        if (!reading) {
            return base::Fault{reading.fault()};
        }
        auto const again = !seen.insert(reading->shown).second;
        if (again && twice.insert(reading->shown).second) {
            shown.repeated.push_back(reading->shown);
        }
        if (!again && reading->kind == "unknown") {
            shown.unknown.push_back(reading->shown);
        }
        auto const noted = record_scan(change, handover, ++number, again ? "repeated" : reading->kind,
                                       reading->serial, receipt.signed_by.by);
        if (!noted) {
            return base::Fault{noted.fault()};
        }
    }
    return shown;
}

base::Result<AsScanned> take_all(Station &station, store::Change &change, store::Handover const &handover,
                                 Receipt const &receipt) {
    if (handover.counted) {
        return fault(Trouble::not_allowed,
                     "移交单 {} 已经在网页上清点过，回执不能再导入；请在网页上接着扫码、签收",
                     "somebody has counted {} in the browser, so its receipt cannot be taken in; go on "
                     "scanning and sign there",
                     handover.id);
    }
    if (receipt.counted) {
        if (auto noted = record_count(change, handover, *receipt.counted, receipt.signed_by.by); !noted) {
            return std::move(noted).fault();
        }
    }
    auto shown = scan_all(station, change, handover, receipt);
    for (auto const &[serial, remark] : receipt.damaged) {
        // A file cannot know what became of a sheet meanwhile. Of what is void or unknown here that it came
        // is a discrepancy already, and nobody could take its damage back out of a signed receipt.
        auto const scan = store::scan_of(change.store(), handover.id, serial);
        if (scan && receipt.how == "file" && (!*scan || (*scan)->kind == "not-valid")) {
            continue;
        }
        auto const noted = shown ? record_damage(change, handover, serial, true, remark)
                                 : base::Result<>{base::Fault{shown.fault()}};
        if (!noted) {
            return base::Fault{noted.fault()};
        }
    }
    return shown;
}

} // namespace

base::Result<> count_handover(Station &station, std::string const &id, std::int64_t counted,
                              std::string const &by) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = open_handover(station.store(), id);
    if (!found) {
        return base::Fault{found.fault()};
    }
    if (found->counted) {
        return fault(Trouble::not_allowed,
                     "移交单 {} 已经由 {} 清点过，数目是 {}，不再更改；差的签收时会记下",
                     "{1} has counted {0}: {2}; that stays as it is, and what differs is put down on signing",
                     found->id, found->counted_by, *found->counted);
    }
    return in_order([&] { return record_count(*change, *found, counted, by); },
                    [&] { return change->commit(); });
}

base::Result<ScanTaken> scan_into_handover(Station &station, std::string const &id, std::string const &typed,
                                           std::string const &by) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = begun(station.store(), id);
    if (!found) {
        return base::Fault{found.fault()};
    }
    auto const line = base::trimmed(typed);
    if (auto slip = refuse_slip(*found, line); line.empty() || !slip) {
        return line.empty() ? fault(Trouble::bad_input, "没有扫到内容", "nothing was scanned")
                            : std::move(slip).fault();
    }
    auto reading = read_scan(station, *found, line);
    auto const before = reading && reading->kind != "unknown"
                            ? store::scan_of(station.store(), found->id, reading->serial)
                            : std::optional<store::HandoverScan>{};
    auto const scans = before ? store::scans_of(station.store(), found->id) : base::Fault{before.fault()};
    if (!reading || !scans) {
        return reading ? base::Fault{scans.fault()} : std::move(reading).fault();
    }
    auto const again = before->has_value();
    ScanTaken taken{again ? "repeated" : reading->kind, reading->serial,
                    again ? base::words("{} 已经扫过了，这次不计",
                                        "{} was scanned before and is not counted again", reading->serial)
                          : reading->said,
                    0};
    for (auto const &scan : *scans) {
        taken.sheets += scan.kind == "repeated" ? 0 : 1;
    }
    taken.sheets += again ? 0 : 1;
    auto const number = scans->empty() ? 1 : scans->back().number + 1;
    auto const done =
        in_order([&] { return record_scan(*change, *found, number, taken.kind, taken.serial, by); },
                 [&] { return change->commit(); });
    return done ? base::Result{std::move(taken)} : base::Fault{done.fault()};
}

base::Result<std::string> undo_scan(Station &station, std::string const &id) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = begun(station.store(), id);
    auto const last = found ? store::last_scan(station.store(), found->id) : base::Fault{found.fault()};
    if (!last) {
        return base::Fault{last.fault()};
    }
    if (!*last) {
        return fault(Trouble::not_allowed, "还没有扫过，没有可撤销的", "nothing was scanned yet");
    }
    auto body = step_of(*found);
    body.set("number", (*last)->number).set("serial", (*last)->serial);
    auto const done =
        in_order([&] { return change->record("handover.unscanned", step(*found, "scan"), body); },
                 [&] { return change->commit(); });
    return done ? base::Result{(*last)->serial} : base::Fault{done.fault()};
}

base::Result<> mark_damaged(Station &station, std::string const &id, std::string const &serial, bool damaged,
                            std::string const &remark) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = begun(station.store(), id);
    if (!found) {
        return base::Fault{found.fault()};
    }
    return in_order([&] { return record_damage(*change, *found, serial, damaged, remark); },
                    [&] { return change->commit(); });
}

Received compare_handover(store::Handover const &handover, std::vector<store::HandoverLine> const &lines,
                          std::vector<store::HandoverScan> const &scans) {
    return received_of(handover, outcome_of(handover, lines, scans));
}

base::Result<Received> sign_receipt(Station &station, std::string const &id, Signing const &signing) {
    auto const kept = keep_signing(station, signing);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = begun(station.store(), id);
    return found ? end_with(station, *change, found->id, {*kept, "scanned", {}}) : base::Fault{found.fault()};
}

base::Result<Received> take_receipt(Station &station, std::string const &id, Receipt const &receipt) {
    auto const kept = keep_signing(station, receipt.signed_by);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = open_handover(station.store(), id);
    auto shown = found ? take_all(station, *change, *found, receipt) : base::Fault{found.fault()};
    if (!shown) {
        return base::Fault{shown.fault()};
    }
    auto received = end_with(station, *change, found->id, {*kept, receipt.how, receipt.there});
    if (received) {
        received->repeated = std::move(shown->repeated);
        received->unknown = std::move(shown->unknown);
    }
    return received;
}

} // namespace desk
