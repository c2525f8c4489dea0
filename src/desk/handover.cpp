// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover.hpp"
#include "base/text.hpp"
#include "desk/handover_digest.hpp"
#include "desk/handover_list.hpp"
#include "desk/printing.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

using Lines = std::vector<store::HandoverLine>;

base::Fault not_here(Station &station, store::Sheet const &sheet, HandoverOrder const &order) {
    auto const whose_sheet = store::person(station.store(), sheet.person);
    if (!whose_sheet) {
        return whose_sheet.fault();
    }
    if (order.from.holder == "unit" && (!*whose_sheet || (*whose_sheet)->unit != order.from.name)) {
        // A college is not told where the sheets of another one are.
        return fault(Trouble::not_found, "{}没有序列号为 {} 的相片纸", "{} has no sheet with the serial {}",
                     order.from.name, sheet.serial);
    }
    auto const place = store::place_name(station.store(), sheet);
    auto const where = whereabouts(sheet.state, sheet.holder, place ? *place : sheet.place);
    auto const giver = party_words(order.from);
    if (sheet.holder == order.from.holder && sheet.place == order.from.place && sheet.state == "printed") {
        auto const whose = order.to.holder == "unit"
                               ? party_words(order.to)
                               : base::Words{"所选单位或班级", "the unit or class that was chosen"};
        return fault(Trouble::not_allowed, "相片纸 {0} 不是{1}的，请从这一批里拿出来",
                     "the sheet {0} is not of {2}; take it out of this batch", sheet.serial, whose.zh,
                     whose.en);
    }
    return fault(Trouble::not_allowed, "相片纸 {0} 不能从{1}移交：它{2}",
                 "the sheet {0} cannot be handed over by {3}: it is {4}", sheet.serial, giver.zh, where.zh,
                 giver.en, where.en);
}

/// Those of what lies there that are named, each once.
base::Result<Lines> only_named(Station &station, HandoverOrder const &order, Lines lines) {
    std::set<std::string> wanted;
    for (auto const &typed : order.serials) {
        auto const sheet = find_sheet(station, typed);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        auto const is_here =
            std::ranges::any_of(lines, [&](auto const &line) { return line.serial == sheet->serial; });
        if (!is_here) {
            return not_here(station, *sheet, order);
        }
        wanted.insert(sheet->serial);
    }
    std::erase_if(lines, [&](auto const &line) { return !wanted.contains(line.serial); });
    return lines;
}

base::Result<Lines> chosen_sheets(Station &station, HandoverOrder const &order) {
    store::HeldFilter filter{station.campaign().id, order.from, order.unit, order.class_name};
    if (order.to.holder == "unit") {
        filter.unit = order.to.name;
    }
    auto ready = store::held_sheets(station.store(), filter);
    if (ready && !order.serials.empty()) {
        ready = only_named(station, order, std::move(*ready));
    }
    if (ready && ready->empty()) {
        auto const giver = party_words(order.from);
        auto const what = order.class_name.empty() ? filter.unit : order.class_name;
        return fault(Trouble::bad_input, "{0}没有{1}{2}相片纸可以移交",
                     "there is no sheet{4} with {3} to hand over", giver.zh, what, what.empty() ? "" : "的",
                     giver.en, what.empty() ? "" : " of '" + what + "'");
    }
    return ready;
}

Json party_json(store::Party const &party) {
    auto side = Json::object();
    side.set("holder", party.holder).set("place", party.place);
    return side;
}

std::int64_t unit_of(HandoverOrder const &order) {
    auto const &side = order.to.holder == "unit" ? order.to : order.from;
    return side.holder == "unit" ? std::stoll(side.place) : 0;
}

Json body_of(store::Handover const &handover) {
    auto body = Json::object();
    body.set("unit", handover.unit).set("from", party_json(handover.from)).set("to", party_json(handover.to));
    body.set("sheets", handover.listed).set("digest", handover.digest).set("by", handover.given_by);
    return body.set("signature", handover.given_signature).set("paper", handover.given_paper);
}

store::Handover handover_of(HandoverOrder const &order, KeptSigning const &signing, Lines const &lines,
                            std::string const &id, base::Instant at) {
    store::Handover one;
    one.id = id;
    one.unit = unit_of(order);
    one.from = order.from;
    one.to = order.to;
    one.state = "open";
    one.given_by = signing.by;
    one.given_at = at;
    one.given_signature = signing.signature;
    one.given_paper = signing.paper;
    std::vector<ListedSheet> sheets;
    for (auto const &line : lines) {
        one.listed.push_back(line.serial);
        sheets.push_back({line.serial, line.student_no});
    }
    one.sheets = static_cast<std::int64_t>(lines.size());
    one.digest = digest_of_list(id, party_key(one.from), party_key(one.to), sheets);
    return one;
}

/// Records the hand-over; its list is drawn before that, so that no hand-over is without one.
base::Result<HandoverMade> open_with(Station &station, store::Change &change, store::Handover const &one,
                                     Lines const &lines) {
    auto const pdf = draw_handover_list(station, change, one, lines);
    if (!pdf) {
        return base::Fault{pdf.fault()};
    }
    auto const done =
        in_order([&] { return enter_office(change, one.from); }, [&] { return enter_office(change, one.to); },
                 [&] { return change.record("handover.opened", one.id, body_of(one)); },
                 [&] { return change.commit(); });
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto path = keep_handover_list(station, one.id, *pdf);
    if (!path) {
        return std::move(path).fault().within(
            base::words("移交 {0} 已登记，清单可重出：platen handover list {0}",
                        "the hand-over {0} is on record; its list can be made again: "
                        "platen handover list {0}",
                        one.id));
    }
    return HandoverMade{one.id, lines.size(), *path, one.digest};
}

} // namespace

base::Result<HandoverMade> create_handover(Station &station, HandoverOrder const &order) {
    if (auto allowed = check_way(station, order.from, order.to); !allowed) {
        return std::move(allowed).fault();
    }
    auto signing = order.signed_by;
    signing.by = signing.by.empty() ? station.setting().actor : signing.by;
    auto const kept = keep_signing(station, signing);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    auto change =
        station.change(); // before the sheets are looked at: nobody else may hand them over meanwhile
    if (!change) {
        return std::move(change).fault();
    }
    auto const lines = chosen_sheets(station, order);
    if (!lines) {
        return base::Fault{lines.fault()};
    }
    auto const id = change->next_id("H");
    return id ? open_with(station, *change, handover_of(order, *kept, *lines, *id, change->at()), *lines)
              : base::Fault{id.fault()};
}

base::Result<HandoverMade> create_handover(Station &station, std::string const &unit,
                                           std::vector<std::string> const &serials) {
    auto college = read_party(station, "unit:" + unit);
    if (!college) {
        return std::move(college).fault();
    }
    HandoverOrder order{{"print-room", "", ""}, std::move(*college), serials};
    return create_handover(station, order);
}

base::Result<store::Handover> find_handover(store::Store const &store, std::string const &id) {
    auto found = store::handover(store, base::upper_ascii(base::trimmed(id)));
    if (!found) {
        return std::move(found).fault();
    }
    return *found ? base::Result{std::move(**found)}
                  : fault(Trouble::not_found, "没有移交单 {}", "there is no hand-over {}", id);
}

base::Result<store::Handover> open_handover(store::Store const &store, std::string const &id) {
    auto found = find_handover(store, id);
    if (found && found->state == "received") {
        return fault(Trouble::not_allowed, "移交单 {} 已经由 {} 接收过了，不能再接收一次",
                     "the hand-over {} was received by {} already and cannot be received again", found->id,
                     found->received_by);
    }
    if (found && found->state == "withdrawn") {
        return fault(Trouble::not_allowed, "移交单 {} 已经撤回，相片纸仍在移交方；请和移交方联系",
                     "the hand-over {} was withdrawn and its sheets are with the giver again; ask there",
                     found->id);
    }
    return found;
}

base::Result<store::Handover> withdraw_handover(Station &station, std::string const &id,
                                                std::string const &by, std::string const &reason) {
    if (base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明谁撤回（--by）", "say who withdraws it (--by)");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const found = open_handover(station.store(), id);
    if (!found) {
        return found;
    }
    if (found->counted) {
        return fault(Trouble::not_allowed,
                     "移交单 {} 的接收方已经开始清点，不能撤回；请等接收完，再按退回办理",
                     "the receiver of {} has begun to count, so it cannot be withdrawn; let it be received "
                     "and then returned",
                     found->id);
    }
    auto const remark = store::put_remark(*change, reason);
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = Json::object();
    body.set("by", by).set("remark", *remark);
    auto const done = in_order([&] { return change->record("handover.withdrawn", found->id, body); },
                               [&] { return change->commit(); });
    return done ? find_handover(station.store(), found->id) : base::Fault{done.fault()};
}

} // namespace desk
