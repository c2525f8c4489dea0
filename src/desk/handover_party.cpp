// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_party.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include <algorithm>
#include <array>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

constexpr std::array ways{
    std::pair{"print-room", "unit"}, std::pair{"print-room", "office"}, std::pair{"print-room", "archive"},
    std::pair{"unit", "office"},     std::pair{"unit", "archive"},      std::pair{"unit", "print-room"},
    std::pair{"office", "archive"},  std::pair{"office", "unit"},       std::pair{"office", "print-room"},
};

base::Result<store::Party> college(Station &station, std::string const &name) {
    auto const id = store::unit_id(station.store(), station.campaign().id, name);
    if (!id) {
        return base::Fault{id.fault()};
    }
    if (!*id) {
        return fault(Trouble::not_found, "名册里没有单位“{}”", "there is no unit '{}' on the roster", name);
    }
    return store::Party{"unit", std::to_string(**id), name};
}

base::Result<store::Party> office(std::string const &name) {
    constexpr std::size_t longest = 40;
    auto const characters = base::characters(name);
    auto const control = [](char32_t c) { return c < U' ' || c == 0x7F; };
    if (characters.empty() || characters.size() > longest || std::ranges::any_of(characters, control)) {
        return fault(Trouble::bad_input, "部门名称要有 1 到 {} 个字，例如 office:教务处",
                     "the name of an office has 1 to {} characters, such as office:教务处", longest);
    }
    return store::Party{"office", name, name};
}

} // namespace

std::string party_key(store::Party const &party) {
    return party.holder == "unit" || party.holder == "office" ? party.holder + ":" + party.name
                                                              : party.holder;
}

base::Words party_words(store::Party const &party) {
    if (party.holder == "print-room") {
        return {"打印室", "the print room"};
    }
    if (party.holder == "archive") {
        return {"档案馆", "the archives"};
    }
    return {party.name, party.name};
}

base::Result<store::Party> read_party(Station &station, std::string const &typed) {
    auto const text = std::string{base::trimmed(base::nfc(typed))};
    if (text == "print-room" || text == "archive") {
        return store::Party{text, "", ""};
    }
    auto const colon = text.find(':');
    auto const kind = text.substr(0, colon);
    auto const name = colon == std::string::npos ? std::string{} : text.substr(colon + 1);
    if (kind == "unit" && !name.empty()) {
        return college(station, name);
    }
    if (kind == "office") {
        return office(std::string{base::trimmed(name)});
    }
    return fault(Trouble::bad_input, "“{}”不是移交的一方；写 print-room、archive、unit:学院 或 office:部门",
                 "'{}' is no side of a hand-over; write print-room, archive, unit:COLLEGE or office:NAME",
                 typed);
}

base::Result<> check_way(Station &station, store::Party const &from, store::Party const &to) {
    auto const known = std::ranges::any_of(
        ways, [&](auto const &way) { return way.first == from.holder && way.second == to.holder; });
    if (!known) {
        auto const giver = party_words(from), taker = party_words(to);
        return fault(Trouble::not_allowed,
                     "相片纸不能从{0}直接移交给{1}；学院之间请先退回打印室，归档后请走借阅",
                     "paper does not go from {2} to {3}; between colleges it goes back to the print room "
                     "first, out of the archives it is lent",
                     giver.zh, taker.zh, giver.en, taker.en);
    }
    if (from.holder == "print-room" && station.profile().paper.route == policy::PaperRoute::none) {
        return base::Fault{Trouble::not_allowed,
                           with_rule(station.profile(), "paper",
                                     {"本次采集不出纸质照片，没有要移交的",
                                      "this campaign makes no paper photos; there is nothing to hand over"}),
                           {}};
    }
    return {};
}

std::optional<base::Words> other_way_wanted(Station &station, store::Party const &from,
                                            store::Party const &to) {
    if (from.holder != "print-room") {
        return std::nullopt;
    }
    auto const &profile = station.profile();
    auto const wants = [&](base::Words said) {
        return std::optional{with_rule(profile, "paper", std::move(said))};
    };
    switch (profile.paper.route) {
    case policy::PaperRoute::to_school:
        return to.holder == "office" ? std::nullopt
                                     : wants({"通知要求纸质照片交学校制证，不是这个去向；仍可移交",
                                              "the notice wants the paper at the school's office that makes "
                                              "the certificates; it can be handed over all the same"});
    case policy::PaperRoute::to_college:
        return to.holder == "unit" ? std::nullopt
                                   : wants({"通知要求纸质照片交学院，不是这个去向；仍可移交",
                                            "the notice wants the paper at the college; it can be handed "
                                            "over all the same"});
    case policy::PaperRoute::by_mail_then_college:
        return wants({"通知要求分散采集的纸质照片先邮寄给本人，再整版交学院；集中采集的仍可直接移交",
                      "the notice wants the paper of those captured elsewhere to be mailed to them and then "
                      "handed in whole; it can be handed over all the same"});
    case policy::PaperRoute::none:
    case policy::PaperRoute::unsaid:
        break;
    }
    return std::nullopt;
}

base::Result<> enter_office(store::Change &change, store::Party const &party) {
    if (party.holder != "office") {
        return {};
    }
    auto const known = store::offices(change.store());
    if (!known) {
        return base::Fault{known.fault()};
    }
    return std::ranges::find(*known, party.name) != known->end()
               ? base::Result<>{}
               : change.record("office.entered", party.name, base::Json::object());
}

} // namespace desk
