// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/custody_notes.hpp"
#include "desk/cells.hpp"
#include "desk/whereabouts.hpp"
#include <algorithm>

namespace desk {

namespace {

using base::Words;
using base::words;
using store::Moment;

std::string value(Moment const &moment, char const *key) {
    auto const found = moment.details.find(key);
    return found == moment.details.end() ? std::string{} : found->second;
}

/// The numbers of "cells":[1,2], as a person writes them.
std::string cells_of(Moment const &moment) {
    constexpr std::string_view opening = "\"cells\":[";
    auto const &body = moment.event.body;
    auto const from = body.find(opening);
    if (from == std::string::npos) {
        return {};
    }
    auto const begin = from + opening.size();
    auto cells = body.substr(begin, body.find(']', begin) - begin);
    std::ranges::replace(cells, ',', ' ');
    return cells;
}

Words used(Moment const &moment) {
    auto const purpose = purpose_words(value(moment, "purpose"));
    auto const by = value(moment, "by");
    auto const cells = cells_of(moment);
    return {fmt::format("{} 用了第 {} 张：{}", by, cells, purpose.zh),
            fmt::format("{} cut off print {}: {}", by, cells, purpose.en)};
}

Words moved(Moment const &moment) {
    auto const by = value(moment, "by");
    auto const where = whereabouts("printed", value(moment, "holder"), value(moment, "place_name"));
    if (value(moment, "holder") == "student") {
        return words("{} 交给学生本人", "given to its student by {}", by);
    }
    return {by + " 经手，现" + where.zh, "moved by " + by + ", now " + where.en};
}

Words brought(Moment const &moment) {
    return words("学生自己带来，{} 张，{} 收下", "brought by its student, {} prints, taken in by {}",
                 value(moment, "cells"), value(moment, "by"));
}

Words sent(Moment const &moment) {
    return words("由{}寄出，单号 {}", "sent by {}, number {}", value(moment, "carrier"),
                 value(moment, "number"));
}

Words confirmed(Moment const &moment) {
    return value(moment, "right") == "0"
               ? Words{"学生收到后核对，有误", "its student looked and found something wrong"}
               : Words{"学生收到后核对，照片和信息无误", "its student looked and found it right"};
}

Words handed_in(Moment const &moment) {
    auto const by = value(moment, "by");
    return value(moment, "whole") == "0"
               ? words("交到学院，不是整版，{} 收", "handed in to the college, not whole, taken by {}", by)
               : words("整版交到学院，{} 收", "handed in whole to the college, taken by {}", by);
}

} // namespace

Words custody_note(Moment const &moment) {
    using Note = Words (*)(Moment const &);
    static std::map<std::string_view, Note> const notes{
        {"sheet.brought", brought},
        {"sheet.moved", moved},
        {"sheet.lost",
         [](Moment const &) {
             return Words{"记为下落不明", "nobody knows where it is"};
         }},
        {"cells.used", used},
        {"cells.freed",
         [](Moment const &m) {
             auto const cells = cells_of(m);
             return words("更正：第 {} 张没有用掉", "put right: print {} was not used", cells);
         }},
        {"consignment.made",
         [](Moment const &m) {
             return words("装进寄件 {}", "put into the consignment {}", m.event.subject);
         }},
        {"consignment.cancelled",
         [](Moment const &m) {
             return words("寄件 {} 取消", "the consignment {} was cancelled", m.event.subject);
         }},
        {"consignment.sent", sent},
        {"consignment.arrived",
         [](Moment const &m) {
             return words("寄件 {} 已送达", "the consignment {} arrived", m.event.subject);
         }},
        {"consignment.confirmed", confirmed},
        {"consignment.handed-in", handed_in},
        {"consignment.returned",
         [](Moment const &m) {
             return words("寄件 {} 退回打印室，{} 收", "the consignment {} came back, taken by {}",
                          m.event.subject, value(m, "by"));
         }},
        {"consignment.lost",
         [](Moment const &m) {
             return words("寄件 {} 丢失", "the consignment {} is lost", m.event.subject);
         }},
        {"consignment.reminded",
         [](Moment const &m) {
             return words("提醒学生（寄件 {}）", "its student was reminded ({})", m.event.subject);
         }},
        {"sheets.destroyed",
         [](Moment const &m) {
             return words("销毁（{}），批准 {}，监销 {}、{}", "destroyed ({}), approved by {}, seen by {} and {}",
                          m.event.subject, value(m, "approver"), value(m, "first"), value(m, "second"));
         }},
        {"sheet.imported",
         [](Moment const &m) {
             return words("随包 {} 从站 {} 导入", "taken in with the bag {} of the station {}", value(m, "bag"),
                          value(m, "station"));
         }},
    };
    auto const found = notes.find(moment.event.kind);
    return found == notes.end() ? Words{moment.event.kind, moment.event.kind} : found->second(moment);
}

} // namespace desk
