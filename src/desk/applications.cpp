// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/applications.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/people.hpp"
#include "desk/steps.hpp"
#include "policy/source.hpp"
#include "store/sheets.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

base::Result<std::optional<store::Application>> application_of(Station &station, std::int64_t person) {
    auto const all = store::applications(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const found = std::ranges::find(*all, person, &store::Application::person);
    return found == all->end() ? std::optional<store::Application>{} : std::optional{*found};
}

/// The notice's days for it, where it has some.
base::Words outside_window(policy::Profile const &profile, std::string const &today) {
    for (auto const &deadline : profile.deadlines) {
        auto const *rule = profile.rule(deadline.row);
        auto const outside = today < deadline.from || (!deadline.at.empty() && today > deadline.at);
        if (rule != nullptr && rule->is_about("online") && outside) {
            return policy::by_row(profile, deadline.row,
                                  words("不在申请的时间（{} 至 {}）内，已先记下",
                                        "outside the days for it ({} to {}); it is recorded", deadline.from,
                                        deadline.at));
        }
    }
    return {};
}

base::Result<Applied> read_back(Station &station, store::Person person, base::Words said) {
    auto found = application_of(station, person.id);
    if (!found) {
        return std::move(found).fault();
    }
    return Applied{found->value_or(store::Application{}), std::move(person), std::move(said)};
}

base::Result<> check_asking(Station &station, store::Person const &person) {
    auto const photo = store::photo_of(station.store(), person.id);
    auto const before = application_of(station, person.id);
    if (!photo || !before) {
        return base::Fault{photo ? before.fault() : photo.fault()};
    }
    if (*photo) {
        return fault(Trouble::not_allowed, "{} 已经有照片", "{} has a photo", person.student_no);
    }
    if (*before && (*before)->state == "approved") {
        return fault(Trouble::not_allowed, "{} 的申请已经同意了", "{} was approved already",
                     person.student_no);
    }
    return {};
}

} // namespace

base::Result<Applied> apply_online(Station &station, std::string const &student_no,
                                   std::string const &reason) {
    auto const why = std::string{base::trimmed(reason)};
    if (station.profile().rule_about("online") == nullptr) {
        return fault(Trouble::not_allowed, "这份通知没有线上采集", "the notice knows no online capture");
    }
    if (why.empty()) {
        return base::Fault{
            Trouble::bad_input,
            with_rule(station.profile(), "online", {"写明为什么不能来现场", "say why they cannot come"}),
            {}};
    }
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    if (!change || !person) {
        return base::Fault{change ? person.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("person", person->id);
    auto done = in_order(
        [&] { return check_asking(station, *person); },
        [&] { return change->record("online.asked", fmt::format("person {}", person->id), body); },
        [&] { return store::note_application(*change, person->id, why); }, [&] { return change->commit(); });
    return done ? read_back(station, std::move(*person),
                            outside_window(station.profile(), change->at().local_date()))
                : std::move(done).fault();
}

base::Result<Applied> decide_application(Station &station, std::string const &student_no, bool approved) {
    auto change = station.change();
    auto person = person_numbered(station, student_no);
    auto const found = person ? application_of(station, person->id)
                              : base::Result<std::optional<store::Application>>{base::Fault{person.fault()}};
    if (!change || !found) {
        return base::Fault{change ? found.fault() : change.fault()};
    }
    if (!*found) {
        return fault(Trouble::not_found, "{} 没有申请线上采集", "{} has not asked for online capture",
                     person->student_no);
    }
    if ((*found)->state != "asked") {
        return fault(Trouble::not_allowed, "{} 的申请已经处理过", "{}'s application is decided already",
                     person->student_no);
    }
    auto body = base::Json::object();
    body.set("person", person->id).set("state", approved ? "approved" : "declined");
    auto done =
        in_order([&] { return change->record("online.decided", fmt::format("person {}", person->id), body); },
                 [&] { return change->commit(); });
    return done ? read_back(station, std::move(*person), {}) : std::move(done).fault();
}

base::Result<std::vector<Applied>> applications(Station &station) {
    auto const all = store::applications(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    std::vector<Applied> list;
    for (auto const &one : *all) {
        auto const person = store::person(station.store(), one.person);
        if (!person) {
            return base::Fault{person.fault()};
        }
        list.push_back({one, person->value_or(store::Person{}), {}});
    }
    return list;
}

} // namespace desk
