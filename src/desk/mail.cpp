// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/mail.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/capture_rules.hpp"
#include "desk/cells.hpp"
#include "desk/mail_checks.hpp"
#include "desk/people.hpp"
#include "desk/printing.hpp"
#include "desk/proof.hpp"
#include "desk/proof_opening.hpp"
#include "desk/steps.hpp"
#include "desk/whereabouts.hpp"
#include <algorithm>
#include <set>

namespace desk {

using base::fault;
using base::Json;
using base::Trouble;

namespace {

using States = std::set<std::string_view>;

base::Result<store::Consignment> consignment_named(Station &station, std::string const &id) {
    auto found = store::consignment(station.store(), id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有寄件 {}", "there is no consignment {}", id);
    }
    return std::move(**found);
}

/// What it is now, since when, and how to go on from there.
base::Fault wrong_state(store::Consignment const &one, base::Words const &wanted) {
    auto const now = mail_state_words(one.state);
    auto const by = one.number.empty() ? std::string{} : fmt::format(" {} {}", one.carrier, one.number);
    return fault(Trouble::not_allowed, "寄件 {0}（{1} {2}）现在是“{3}”（{4}{5}），不能再登记“{6}”；没有改动",
                 "the consignment {0} ({1} {2}) is {7} (since {4}{5}) and cannot be {8}; nothing was changed",
                 one.id, one.student_no, one.name, now.zh, one.state_at.local_date(), by, wanted.zh, now.en,
                 wanted.en);
}

/// One event about a consignment that has to stand as it should, with what else belongs to it.
template <typename Also>
base::Result<store::Consignment> move(Station &station, std::string const &typed, std::string_view to,
                                      States const &from, Json const &body, Also const &also) {
    auto change = station.change();
    auto const one = change ? find_consignment(station, typed)
                            : base::Result<store::Consignment>{base::Fault{change.fault()}};
    if (!one) {
        return base::Fault{one.fault()};
    }
    if (!from.contains(one->state)) {
        return wrong_state(*one, mail_state_words(to));
    }
    auto done = in_order([&] { return also(*change, *one); },
                         [&] { return change->record("consignment." + std::string{to}, one->id, body); },
                         [&] { return change->commit(); });
    return done ? consignment_named(station, one->id) : std::move(done).fault();
}

constexpr auto nothing_else = [](store::Change &, store::Consignment const &) { return base::Result<>{}; };

base::Fault nobody_to_post(Station &station, store::Selection const &who) {
    if (!who.student_no) {
        return fault(
            Trouble::not_found, "打印室里没有可以邮寄的相片纸（没有印出、已经移交，或者已经装进寄件）",
            "no sheet in the print room can be posted: not printed, handed over, or promised already");
    }
    auto const person = person_numbered(station, *who.student_no);
    auto const sheet = person ? store::valid_sheet(station.store(), person->id)
                              : base::Result<std::optional<store::Sheet>>{base::Fault{person.fault()}};
    if (!sheet) {
        return sheet.fault();
    }
    auto const where =
        *sheet ? whereabouts((*sheet)->state, (*sheet)->holder, (*sheet)->place) : whereabouts("", "", "");
    return fault(Trouble::not_allowed, "{0} {1} 的相片纸现在不能邮寄：{2}",
                 "the sheet of {0} {1} cannot be posted now: {3}", person->student_no, person->name, where.zh,
                 where.en);
}

base::Fault nobody_has_an_address(std::vector<store::Mailable> const &all) {
    auto const &first = all.front();
    return all.size() == 1
               ? fault(Trouble::bad_input, "{} {} 没有邮寄地址；先录入地址再装寄件",
                       "{} {} has no address to be sent to; enter it first", first.student_no, first.name)
               : fault(Trouble::bad_input, "{} {} 等 {} 人没有邮寄地址；先录入地址再装寄件",
                       "{} {} and others, {} in all, have no address to be sent to; enter them first",
                       first.student_no, first.name, all.size());
}

base::Result<std::string> make_one(store::Change &change, store::Mailable const &one) {
    auto id = change.next_id("C");
    if (!id) {
        return id;
    }
    auto body = Json::object();
    body.set("person", one.person).set("sheets", std::vector<std::string>{one.serial});
    auto const done = change.record("consignment.made", *id, body);
    return done ? id : base::Result<std::string>{base::Fault{done.fault()}};
}

/// Of its sheets: those that are not whole, and the prints that the student kept.
struct Cut {
    std::vector<std::string> serials;
    std::vector<std::int64_t> cells; ///< of the first one
};
base::Result<Cut> look_at_prints(Station &station, store::Consignment const &one, std::int64_t missing) {
    Cut cut;
    for (auto const &serial : one.serials) {
        auto const sheet = find_sheet(station, serial);
        auto const count = sheet ? count_cells(station, *sheet) : base::Fault{sheet.fault()};
        if (!count) {
            return base::Fault{count.fault()};
        }
        auto const first = serial == one.serials.front();
        if (first && (missing < 0 || missing > count->left())) {
            return fault(Trouble::bad_input, "相片纸 {} 上只有 {} 张，不会缺 {} 张",
                         "the sheet {} has {} prints; {} cannot be missing", serial, count->left(), missing);
        }
        for (std::int64_t cell = 1; first && cell <= count->all; ++cell) {
            auto const is_used =
                std::ranges::find(count->used, cell, &store::CellUse::number) != count->used.end();
            if (!is_used && static_cast<std::int64_t>(cut.cells.size()) < missing) {
                cut.cells.push_back(cell);
            }
        }
        if (!count->whole() || (first && missing > 0)) {
            cut.serials.push_back(serial);
        }
    }
    return cut;
}

Json list_of(std::vector<std::int64_t> const &numbers) {
    auto list = Json::list();
    for (auto const number : numbers) {
        list.add(number);
    }
    return list;
}

base::Result<> record_hand_in(store::Change &change, store::Consignment const &one, Cut const &cut,
                              std::string const &by) {
    auto body = Json::object();
    body.set("unit", std::to_string(one.unit_id)).set("by", by).set("cut", cut.serials);
    body.set("whole", cut.serials.empty() ? 1 : 0);
    auto done = change.record("consignment.handed-in", one.id, body);
    if (!done || cut.cells.empty()) {
        return done;
    }
    auto cells = Json::object();
    cells.set("cells", list_of(cut.cells)).set("purpose", to_student).set("by", by);
    return change.record("cells.used", one.serials.front(), cells);
}

} // namespace

base::Words mail_state_words(std::string_view state) {
    static std::map<std::string_view, base::Words> const words{
        {"made", {"待寄", "ready to be sent"}},
        {"sent", {"已寄出", "sent"}},
        {"arrived", {"已送达", "arrived"}},
        {"confirmed", {"本人已核对", "checked by its student"}},
        {"handed-in", {"已交学院", "handed in to the college"}},
        {"returned", {"已退回打印室", "back in the print room"}},
        {"lost", {"丢失", "lost"}},
        {"cancelled", {"已取消", "cancelled"}},
    };
    auto const found = words.find(state);
    return found == words.end() ? base::Words{std::string{state}, std::string{state}} : found->second;
}

base::Result<> check_mail(Station const &station) {
    if (station.profile().paper.route != policy::PaperRoute::none) {
        return {};
    }
    return base::Fault{Trouble::not_allowed,
                       with_rule(station.profile(), "paper",
                                 {"这次采集没有纸质相片，没有可邮寄、移交的东西",
                                  "there are no paper photos here: nothing is posted or handed over"}),
                       {}};
}

base::Result<MailMade> make_consignments(Station &station, store::Selection const &who, bool dispersed) {
    auto change = station.change();
    auto const may = change ? check_mail(station) : base::Result<>{base::Fault{change.fault()}};
    auto const all = may ? store::mailable(station.store(), station.campaign().id, who, dispersed)
                         : base::Result<std::vector<store::Mailable>>{base::Fault{may.fault()}};
    if (!all) {
        return base::Fault{all.fault()};
    }
    if (all->empty()) {
        return nobody_to_post(station, who);
    }
    MailMade report;
    store::ConsignmentFilter filter{.campaign = station.campaign().id};
    for (auto const &one : *all) {
        if (!one.has_address) {
            report.without_address.push_back(one);
            continue;
        }
        auto const id = make_one(*change, one);
        if (!id) {
            return base::Fault{id.fault()};
        }
        filter.ids.push_back(*id);
    }
    if (filter.ids.empty()) {
        return nobody_has_an_address(*all);
    }
    auto const done = change->commit();
    auto made = done ? store::consignments(station.store(), filter)
                     : base::Result<std::vector<store::Consignment>>{base::Fault{done.fault()}};
    if (!made) {
        return std::move(made).fault();
    }
    report.made = std::move(*made);
    return report;
}

base::Result<store::Consignment> find_consignment(Station &station, std::string const &typed) {
    auto const text = base::upper_ascii(base::half_width(base::trimmed(typed)));
    auto found = store::consignment(station.store(), text);
    auto const serial = code::read_serial(text);
    if (found && !*found && serial) {
        found = store::consignment_of_sheet(station.store(), *serial);
    }
    if (found && !*found) {
        found = store::consignment_numbered(station.store(), text);
    }
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return serial ? fault(Trouble::not_found, "相片纸 {} 没有装进任何寄件",
                              "the sheet {} is in no consignment", *serial)
                      : fault(Trouble::not_found, "“{}”不是寄件号、快递单号或相片纸的序列号",
                              "'{}' is no consignment, carrier's number or serial", typed);
    }
    return std::move(**found);
}

base::Result<store::Consignment> send_consignment(Station &station, std::string const &id,
                                                  std::string const &carrier, std::string const &typed) {
    auto const name = std::string{base::trimmed(carrier)};
    if (name.empty()) {
        return fault(Trouble::usage, "要写明是哪家快递（例如 顺丰、EMS）", "say which carrier");
    }
    auto const number = read_carrier_number(typed);
    if (!number) {
        return base::Fault{number.fault()};
    }
    auto body = Json::object();
    body.set("carrier", name).set("number", *number);
    return move(station, id, "sent", {"made"}, body, [&](store::Change &, store::Consignment const &one) {
        return in_order([&] { return check_number_is_free(station, one.id, *number); },
                        [&] { return check_sheets_are_here(station, one); });
    });
}

base::Result<store::Consignment> note_arrived(Station &station, std::string const &id) {
    return move(station, id, "arrived", {"sent", "lost"}, Json::object(), nothing_else);
}

base::Result<Confirmed> confirm_consignment(Station &station, MailConfirmation const &said) {
    Confirmed result;
    auto body = Json::object();
    body.set("right", said.right ? 1 : 0);
    auto done = move(
        station, said.id, "confirmed", {"sent", "arrived"}, body,
        [&](store::Change &change, store::Consignment const &one) -> base::Result<> {
            if (said.right) {
                return {};
            }
            auto const id = open_case_within(station, change, {one.student_no, said.category, said.note});
            result.proof_case = id ? *id : std::string{};
            return id ? base::Result<>{} : base::Result<>{base::Fault{id.fault()}};
        });
    if (!done) {
        return std::move(done).fault();
    }
    result.consignment = std::move(*done);
    return result;
}

base::Result<HandedIn> hand_in(Station &station, HandIn const &handed) {
    if (base::trimmed(handed.by).empty()) {
        return fault(Trouble::usage, "要写明学院谁收的", "say who of the college takes it");
    }
    auto change = station.change();
    auto const one = change ? find_consignment(station, handed.id)
                            : base::Result<store::Consignment>{base::Fault{change.fault()}};
    if (!one) {
        return base::Fault{one.fault()};
    }
    if (!handed.unit.empty() && one->unit != handed.unit) {
        return fault(Trouble::not_found, "没有寄件 {}", "there is no consignment {}", handed.id);
    }
    if (!States{"sent", "arrived", "confirmed", "lost"}.contains(one->state)) {
        return wrong_state(*one, mail_state_words("handed-in"));
    }
    auto const may = check_sheets_may_come(station, *one);
    auto const cut =
        may ? look_at_prints(station, *one, handed.cut) : base::Result<Cut>{base::Fault{may.fault()}};
    if (!cut) {
        return base::Fault{cut.fault()};
    }
    auto const done = in_order([&] { return record_hand_in(*change, *one, *cut, handed.by); },
                               [&] { return change->commit(); });
    auto now = done ? consignment_named(station, one->id)
                    : base::Result<store::Consignment>{base::Fault{done.fault()}};
    if (!now) {
        return std::move(now).fault();
    }
    HandedIn result{std::move(*now), {}};
    if (!cut->serials.empty()) {
        result.said = with_rule(station.profile(), "paper-whole",
                                base::words("{} 不是整版，已照收，并记入差异",
                                            "{} is not whole; it is taken in, and a discrepancy is open",
                                            cut->serials.front()));
    }
    return result;
}

base::Result<store::Consignment> note_returned(Station &station, std::string const &id,
                                               std::string const &by) {
    if (base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明谁收回的", "say who took it back");
    }
    auto body = Json::object();
    body.set("by", by);
    return move(station, id, "returned", {"sent", "arrived", "confirmed", "lost"}, body, nothing_else);
}

base::Result<store::Consignment> note_lost(Station &station, std::string const &id) {
    return move(station, id, "lost", {"sent", "arrived"}, Json::object(), nothing_else);
}

base::Result<store::Consignment> cancel_consignment(Station &station, std::string const &id) {
    return move(station, id, "cancelled", {"made"}, Json::object(), nothing_else);
}

} // namespace desk
