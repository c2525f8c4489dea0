// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/swipes.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/coming.hpp"
#include "desk/people.hpp"
#include "desk/steps.hpp"
#include <array>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

store::CodeMask kept_mask(code::VisibleMask const &mask, store::Selection const &of) {
    return {mask.first, mask.last, mask.length, mask.tail, of.unit.value_or(""), of.class_name.value_or("")};
}

} // namespace

std::string_view word_of(SwipeOutcome outcome) {
    static constexpr std::array<std::string_view, 6> all{"unknown", "proof-wanted", "captured",
                                                         "waiting", "admitted",     "class-wanted"};
    return all.at(static_cast<std::size_t>(outcome));
}

base::Result<Swiped> swipe(Station &station, std::string_view content, Entry const &entry) {
    if (!code::may_be_collection_code(content)) {
        return fault(Trouble::bad_input, "这不是采集码：请让学生打开学信网的采集码再扫",
                     "this is no collection code: have the student show the code itself");
    }
    auto key = store::code_key(station.store());
    if (key && key->empty()) { // the first swipe of all
        auto change = station.change();
        if (!change) {
            return std::move(change).fault();
        }
        key = store::code_key(*change);
        if (auto done = key ? change->commit() : base::Result<>{base::Fault{key.fault()}}; !done) {
            return std::move(done).fault();
        }
    }
    return key ? swipe_token(station, code::token_of(content, *key), entry) : std::move(key).fault();
}

base::Result<Swiped> swipe_token(Station &station, std::string const &token, Entry const &entry) {
    if (auto good = check_token(token); !good) {
        return std::move(good).fault();
    }
    auto coming = Coming::begin(station, token, entry);
    if (!coming) {
        return std::move(coming).fault();
    }
    if (auto known = coming->know_owner(); !known) {
        return std::move(known).fault();
    }
    auto const mask = store::mask_of(station.store(), token);
    if (!mask) {
        return base::Fault{mask.fault()};
    }
    return coming->has_owner() || *mask ? coming->come_in() : coming->unknown();
}

base::Result<std::vector<store::Person>> meant_by(Station &station, code::VisibleMask const &mask,
                                                  store::Selection const &within) {
    return store::people_like(station.store(), station.campaign().id, kept_mask(mask, within));
}

base::Result<Swiped> bind_swipe(Station &station, std::string const &token, code::VisibleMask const &mask,
                                std::string const &student_no, Entry const &entry) {
    auto const person = person_numbered(station, student_no);
    if (!person) {
        return base::Fault{person.fault()};
    }
    if (!fits(mask, *person)) {
        return fault(Trouble::not_allowed, "采集码上显示的和 {} 对不上，不能绑定：可能是别人的采集码",
                     "what the code shows does not fit {}: it may be somebody else's", person->student_no);
    }
    auto coming = Coming::begin(station, token, entry);
    if (!coming) {
        return std::move(coming).fault();
    }
    coming->take_person(*person);
    auto const bound =
        in_order([&] { return check_token(token); }, [&] { return coming->bind("mask"); },
                 [&] { return store::note_mask(coming->change(), token, kept_mask(mask, {})); });
    return bound ? coming->come_in() : base::Fault{bound.fault()};
}

base::Result<Swiped> admit_unbound(Station &station, std::string const &token, code::VisibleMask const &mask,
                                   store::Selection const &of, Entry const &entry) {
    if (knows_codes_only(station.profile()) && of.class_name.value_or("").empty()) {
        return fault(Trouble::bad_input, "写明班级：这里没有名册，以后学校按班级对人",
                     "say of which class: there is no roster here, the school looks in the class later");
    }
    auto coming = Coming::begin(station, token, entry);
    if (!coming) {
        return std::move(coming).fault();
    }
    auto const noted =
        in_order([&] { return check_token(token); }, [&] { return coming->know_owner(); },
                 [&] { return store::note_mask(coming->change(), token, kept_mask(mask, of)); });
    return noted ? coming->come_in() : base::Fault{noted.fault()};
}

base::Result<Swiped> admit_stranger(Station &station, std::string const &token,
                                    store::Stranger const &stranger, Entry const &entry) {
    if (!admits_strangers(station.profile())) {
        return base::Fault{Trouble::not_allowed,
                           with_rule(station.profile(), "unlisted",
                                     {"不在名册上的人不能采集", "who is not on the roster is not captured"}),
                           {}};
    }
    if (base::trimmed(stranger.name).empty()) {
        return fault(Trouble::bad_input, "写下这个人的姓名", "write down the person's name");
    }
    auto coming = Coming::begin(station, token, entry);
    if (!coming) {
        return std::move(coming).fault();
    }
    auto const checked =
        token.empty() ? base::Result<>{}
                      : in_order([&] { return check_token(token); }, [&] { return coming->know_owner(); });
    if (!checked) {
        return base::Fault{checked.fault()};
    }
    if (coming->has_owner()) {
        return fault(Trouble::not_allowed, "这个采集码是名册上的人的，请重新刷码；不要按名册外的人登记",
                     "the code is that of somebody on the roster: swipe it again");
    }
    auto const may = coming->may_come_in();
    if (!may) {
        return base::Fault{may.fault()};
    }
    if (*may) {
        auto done =
            in_order([&] { return coming->admit(); },
                     [&] { return store::note_stranger(coming->change(), coming->visit(), stranger); });
        if (!done) {
            return std::move(done).fault();
        }
    }
    return coming->end();
}

base::Result<Swiped> admit_without_code(Station &station, std::string const &student_no,
                                        std::string const &reason, Entry const &entry) {
    if (base::trimmed(reason).empty()) {
        return base::Fault{Trouble::bad_input,
                           with_rule(station.profile(), "code",
                                     {"没有采集码要写明原因", "without a code there must be a reason"}),
                           {}};
    }
    auto person = person_numbered(station, student_no);
    if (!person) {
        return std::move(person).fault();
    }
    auto coming = Coming::begin(station, "", entry);
    if (!coming) {
        return std::move(coming).fault();
    }
    coming->take_person(std::move(*person));
    coming->without_code(std::string{base::trimmed(reason)});
    return coming->come_in();
}

} // namespace desk
