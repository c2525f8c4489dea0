// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/keeping_models.hpp"
#include <fmt/format.h>

namespace web {

using base::Json;

std::string size_text(std::int64_t bytes) {
    constexpr double kilo = 1'000, mega = 1'000'000, giga = 1'000'000'000;
    auto const size = static_cast<double>(bytes);
    return size >= giga   ? fmt::format("{:.1f} GB", size / giga)
           : size >= mega ? fmt::format("{:.1f} MB", size / mega)
                          : fmt::format("{:.0f} kB", size / kilo);
}

Json fixity_json(store::Fixity const &audit, base::Language language) {
    auto one = Json::object();
    one.set("audit", audit.id).set("scope", audit.scope).set("place", audit.place).set("by", audit.by);
    one.set("content", desk::scope_words(audit).in(language))
        .set("files", audit.files)
        .set("bytes", audit.bytes);
    one.set("size", size_text(audit.bytes)).set("bad", audit.bad).set("any_bad", audit.bad > 0);
    one.set("stopped", audit.stopped).set("program", audit.program).set("seed", audit.seed);
    set_time(one, "at", audit.ended_at);
    return one;
}

Json damaged_json(std::vector<store::Damaged> const &bad, base::Language language) {
    auto list = Json::list();
    for (auto const &file : bad) {
        auto one = Json::object();
        one.set("digest", file.digest).set("outcome", file.outcome).set("audit", file.fixity);
        one.set("short", file.digest.substr(0, 12)).set("has_person", !file.student_no.empty());
        one.set("what", desk::fixity_words(file.outcome).in(language));
        one.set("student_no", file.student_no).set("name", file.name);
        set_time(one, "at", file.found_at);
        list.add(one);
    }
    return list;
}

Json bag_json(store::Bag const &bag, base::Language language) {
    auto one = Json::object();
    one.set("bag", bag.id).set("way", bag.way).set("is_out", bag.way == "out").set("station", bag.station);
    one.set("content", desk::bag_words(bag).in(language)).set("people", bag.people).set("sheets", bag.sheets);
    one.set("files", bag.files).set("bytes", bag.bytes).set("size", size_text(bag.bytes));
    one.set("id_numbers", bag.id_numbers).set("digest", bag.digest).set("by", bag.by);
    set_time(one, "at", bag.at);
    return one;
}

Json retention_json(store::Retention const &term, base::Language language) {
    auto one = Json::object();
    one.set("subject", term.subject).set("code", term.code).set("ends", term.ends).set("by", term.set_by);
    one.set("for_ever", term.ends == 0).set("what", desk::retention_words(term.code).in(language));
    one.set("whole", term.subject.starts_with("campaign "));
    set_time(one, "at", term.set_at);
    return one;
}

Json destruction_json(store::Destruction const &act) {
    auto one = Json::object();
    one.set("act", act.id).set("sheets", act.sheets).set("by", act.by).set("approver", act.approver);
    one.set("first", act.first).set("second", act.second).set("reason", act.reason);
    set_time(one, "at", act.at);
    return one;
}

} // namespace web
