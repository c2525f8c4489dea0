// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/swipes.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/people.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/plan.hpp"
#include "desk/steps.hpp"
#include "store/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

std::string subject_of(std::string const &token) {
    return "code " + token.substr(0, 12);
}

bool fits(code::VisibleMask const &mask, store::Person const &person) {
    auto const name = base::characters(person.name);
    auto const tail = base::upper_ascii(person.id_no);
    auto const length = static_cast<std::int64_t>(name.size());
    return !name.empty() && base::utf8(name.substr(0, 1)) == mask.first &&
           (mask.last.empty() || base::utf8(name.substr(name.size() - 1)) == mask.last) &&
           (mask.length == 0 || mask.length == length) &&
           (mask.tail.empty() || tail.empty() || tail.ends_with(mask.tail));
}

store::CodeMask kept_mask(code::VisibleMask const &mask, store::Selection const &of) {
    return {mask.first, mask.last, mask.length, mask.tail, of.unit.value_or(""), of.class_name.value_or("")};
}

base::Fault has_another(store::Person const &person, store::Visit const &waits) {
    return fault(Trouble::not_allowed, "{} 另有拍摄序号 {}，先结束一个",
                 "{} has the number {} too: end one of them first", person.student_no, waits.number);
}

/// One transaction in which somebody comes in. Everything is asked within it, so that of two desks one is
/// second and is told so.
class Coming {
public:
    Coming(Station &station, store::Change change, std::string token, Entry const &entry)
        : station_{station}, change_{std::move(change)}, entry_{entry} {
        swiped_.token = std::move(token);
    }

    static base::Result<Coming> begin(Station &station, std::string token, Entry const &entry) {
        auto change = station.change();
        if (!change) {
            return std::move(change).fault();
        }
        return Coming{station, std::move(*change), std::move(token), entry};
    }

    store::Change &change() { return change_; }
    [[nodiscard]] bool has_owner() const { return swiped_.person.has_value(); }
    [[nodiscard]] std::string const &token() const { return swiped_.token; }

    /// Whose code it is, as far as the store or the roster knows.
    base::Result<> know_owner() {
        auto const known = store::token(station_.store(), token());
        if (!known) {
            return base::Fault{known.fault()};
        }
        seen_before_ = known->has_value();
        auto const listed = store::person_of_code(station_.store(), token());
        auto const corrected = may_correct(*known);
        if (!listed || !corrected) {
            return base::Fault{listed ? corrected.fault() : listed.fault()};
        }
        auto const bound_to = seen_before_ ? (*known)->person : std::nullopt;
        if (bound_to && (!*corrected || !*listed || *listed == bound_to)) {
            return take_person(*bound_to);
        }
        if (!*listed) {
            return {};
        }
        return in_order([&] { return take_person(**listed); }, [&] { return bind("roster"); });
    }
    base::Result<> take_person(std::int64_t id) {
        auto person = store::person(station_.store(), id);
        if (!person) {
            return std::move(person).fault();
        }
        swiped_.person = std::move(*person);
        return {};
    }
    void take_person(store::Person person) { swiped_.person = std::move(person); }

    /// \return not_allowed where the code or the person belongs to another already
    base::Result<> bind(std::string_view how) {
        auto const known = store::token(station_.store(), token());
        auto const others = store::tokens_of(station_.store(), swiped_.person->id);
        if (!known || !others) {
            return base::Fault{known ? others.fault() : known.fault()};
        }
        auto const corrected = how == "roster" ? may_correct(*known) : base::Result<bool>{false};
        if (!corrected) {
            return base::Fault{corrected.fault()};
        }
        if (!*corrected && *known && (*known)->person && *(*known)->person != swiped_.person->id) {
            return fault(Trouble::not_allowed,
                         "这个采集码已经是另一个人的；请核对学生出示的是不是本人的采集码",
                         "this code is another person's; look whose code it is");
        }
        if (std::ranges::any_of(*others, [&](store::Token const &one) { return one.digest != token(); })) {
            return base::Fault{Trouble::not_allowed,
                               with_rule(station_.profile(), "code-record",
                                         {"这个学籍已经有另一个采集码；有两个学籍的学生请选对学籍再出示",
                                          "this record has another code; somebody with two records must "
                                          "show the code of the right one"}),
                               {}};
        }
        auto body = base::Json::object();
        body.set("token", token()).set("person", swiped_.person->id).set("how", std::string{how});
        auto const theirs = visits_of_nobody();
        if (!theirs) {
            return base::Fault{theirs.fault()};
        }
        return in_order([&] { return check_one_open(*theirs); }, [&] { return note_seen(); },
                        [&] { return change_.record("code.bound", subject_of(token()), body); },
                        [&] { return accept_confirmed(station_, change_, *theirs, *swiped_.person); });
    }
    /// Visits with the code that become the person's with it.
    base::Result<std::vector<store::Visit>> visits_of_nobody() {
        auto visits = store::visits_of_token(station_.store(), token());
        if (visits) {
            std::erase_if(*visits, [](store::Visit const &one) { return one.person.has_value(); });
        }
        return visits;
    }
    /// Nobody waits with two numbers.
    base::Result<> check_one_open(std::vector<store::Visit> const &theirs) {
        auto const others = store::visits_of_person(station_.store(), swiped_.person->id);
        if (!others) {
            return base::Fault{others.fault()};
        }
        auto const waits = std::ranges::find_if(*others, &store::Visit::open);
        if (waits != others->end() && std::ranges::any_of(theirs, &store::Visit::open)) {
            return has_another(*swiped_.person, *waits);
        }
        return {};
    }
    /// A later roster is right about a code that an earlier one named, until somebody came in with it.
    base::Result<bool> may_correct(std::optional<store::Token> const &known) {
        auto const visits = store::visits_of_token(station_.store(), token());
        if (!visits) {
            return base::Fault{visits.fault()};
        }
        return known && known->how == "roster" && visits->empty();
    }
    base::Result<> note_seen() {
        if (seen_before_ || token().empty()) {
            return {};
        }
        seen_before_ = true;
        auto body = base::Json::object();
        body.set("token", token()).set("campaign", station_.campaign().id);
        return change_.record("code.seen", subject_of(token()), body);
    }

    /// Whether they have a number, or a photo. Sets the outcome where one of them ends it.
    base::Result<bool> may_come_in() {
        auto const visits = swiped_.person ? store::visits_of_person(station_.store(), swiped_.person->id)
                            : token().empty()
                                ? base::Result<std::vector<store::Visit>>{std::vector<store::Visit>{}}
                                : store::visits_of_token(station_.store(), token());
        if (!visits) {
            return base::Fault{visits.fault()};
        }
        for (auto const &visit : *visits) {
            if (visit.open()) {
                swiped_.visit = visit;
                return ends(SwipeOutcome::waiting,
                            words("已经排上了，拍摄序号 {}", "has the number {} already", visit.number));
            }
        }
        auto const photo = swiped_.person
                               ? store::photo_of(station_.store(), swiped_.person->id)
                               : base::Result<std::optional<store::Photo>>{std::optional<store::Photo>{}};
        if (!photo) {
            return base::Fault{photo.fault()};
        }
        if (auto known = know_case(); !known) {
            return std::move(known).fault();
        }
        auto const confirmed = std::ranges::find(*visits, "confirmed", &store::Visit::state);
        if ((photo->has_value() || confirmed != visits->end()) && !again()) {
            if (confirmed != visits->end()) {
                swiped_.visit = *confirmed;
            }
            return ends(SwipeOutcome::captured, already_captured());
        }
        auto const proof = wanted_proof(station_.profile());
        if (!proof.empty() && entry_.proof != proof) {
            return ends(SwipeOutcome::proof_wanted,
                        with_rule(station_.profile(), "second-proof",
                                  {"请核对" + proof_words(proof).zh, "look at " + proof_words(proof).en}));
        }
        return true;
    }

    base::Result<> admit() {
        auto const number = store::next_number(change_, station_.campaign().id);
        auto const id = change_.next_id("V");
        if (!number || !id) {
            return base::Fault{number ? id.fault() : number.fault()};
        }
        id_ = *id;
        auto body = base::Json::object();
        body.set("campaign", station_.campaign().id).set("number", *number).set("token", token());
        body.set("proof", entry_.proof);
        if (swiped_.person) {
            body.set("person", swiped_.person->id);
        }
        if (!entry_.again_because.empty()) {
            body.set("again_because", entry_.again_because);
        }
        if (!without_code_.empty()) {
            body.set("without_code", without_code_);
        }
        swiped_.outcome = SwipeOutcome::admitted;
        swiped_.said = words("拍摄序号 {}", "number {}", *number);
        return in_order([&] { return note_seen(); },
                        [&] { return change_.record("visit.begun", id_, body); });
    }
    void without_code(std::string reason) { without_code_ = std::move(reason); }
    [[nodiscard]] std::string const &visit() const { return id_; }

    /// Commits what was recorded, whichever outcome it has.
    base::Result<Swiped> end() {
        if (auto done = change_.commit(); !done) {
            return std::move(done).fault();
        }
        if (!id_.empty()) {
            auto visit = store::visit(station_.store(), id_);
            if (!visit) {
                return std::move(visit).fault();
            }
            swiped_.visit = std::move(*visit);
            if (auto told = tell_turn(); !told) {
                return std::move(told).fault();
            }
        }
        return std::move(swiped_);
    }
    base::Result<Swiped> unknown() {
        if (knows_codes_only(station_.profile())) {
            swiped_.outcome = SwipeOutcome::class_wanted;
            swiped_.said = with_rule(station_.profile(), "roster",
                                     {"采集码读到了：请输入码上显示的姓名和证件号后四位，以及班级",
                                      "the code was read: type what it shows, and the class"});
            return std::move(swiped_);
        }
        swiped_.said = {"采集码读到了，但不知道是谁的：请输入码上显示的姓名和证件号后四位",
                        "the code was read, but whose it is, nobody knows: type what it shows"};
        return std::move(swiped_); // nothing was recorded
    }
    /// In, if nothing speaks against it.
    base::Result<Swiped> come_in() {
        auto const may = may_come_in();
        if (!may) {
            return base::Fault{may.fault()};
        }
        if (*may) {
            if (auto done = admit(); !done) {
                return std::move(done).fault();
            }
        }
        return end();
    }

private:
    /// Whoever comes out of turn is told, and comes in.
    base::Result<> tell_turn() {
        if (!swiped_.person) {
            return {};
        }
        auto const told = told_at_swipe(station_, *swiped_.person, change_.at());
        if (!told) {
            return base::Fault{told.fault()};
        }
        if (!told->zh.empty()) {
            swiped_.said = {swiped_.said.zh + "；" + told->zh, swiped_.said.en + "; " + told->en};
        }
        return {};
    }
    base::Result<bool> ends(SwipeOutcome outcome, base::Words said) {
        swiped_.outcome = outcome;
        swiped_.said = std::move(said);
        return false;
    }
    /// What proofreading found lets them in, whatever the notice says of retakes.
    base::Result<> know_case() {
        if (!swiped_.person) {
            return {};
        }
        auto const found = store::recapture_case(station_.store(), swiped_.person->id);
        if (found && *found) {
            has_case_ = true;
            entry_.again_because = (*found)->id;
        }
        return found ? base::Result<>{} : base::Result<>{base::Fault{found.fault()}};
    }
    [[nodiscard]] bool again() const {
        return has_case_ || (!entry_.again_because.empty() && may_supersede(station_.profile()));
    }
    [[nodiscard]] base::Words already_captured() const {
        auto said = may_supersede(station_.profile())
                        ? base::Words{"已经采集过了；确要重拍请写明原因",
                                      "was captured already; to do it again, say why"}
                        : base::Words{"已经采集并确认，不能重拍", "was captured and confirmed; no retake"};
        return with_rule(station_.profile(), "retake", std::move(said));
    }

    Station &station_;
    store::Change change_;
    Entry entry_;
    Swiped swiped_;
    bool seen_before_ = false, has_case_ = false;
    std::string id_, without_code_;
};

/// A token of a code that was swiped here, not something typed.
base::Result<> check_token(std::string const &token) {
    if (!base::Digest::from_hex(token)) {
        return fault(Trouble::usage, "先刷采集码", "swipe the code first");
    }
    return {};
}

/// Asked within the change: whose the visit is may have been settled meanwhile.
base::Result<> check_stranger(Station &station, std::string const &id, store::Person const &person) {
    auto const visit = store::visit(station.store(), id);
    auto const told = store::stranger(station.store(), id);
    auto const others = store::visits_of_person(station.store(), person.id);
    if (!visit || !told || !others) {
        return base::Fault{!visit ? visit.fault() : !told ? told.fault() : others.fault()};
    }
    if (!*visit || !*told) {
        return fault(Trouble::not_found, "没有这位名册外的人（{}）", "there is no such stranger ({})", id);
    }
    if ((*visit)->person) {
        return fault(Trouble::not_allowed, "拍摄序号 {} 已经对上人了", "number {} is somebody's already",
                     (*visit)->number);
    }
    auto const waits = std::ranges::find_if(*others, &store::Visit::open);
    if ((*visit)->open() && waits != others->end()) {
        return has_another(person, *waits);
    }
    return {};
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

base::Result<store::Person> bind_code(Station &station, std::string const &token,
                                      std::string const &student_no) {
    auto coming = Coming::begin(station, token, {});
    auto person = person_numbered(station, student_no);
    auto const mask = store::mask_of(station.store(), token);
    if (!coming || !person || !mask) {
        return base::Fault{!coming ? coming.fault() : !person ? person.fault() : mask.fault()};
    }
    if (*mask && !fits({(*mask)->first, (*mask)->last, (*mask)->length, (*mask)->tail}, *person)) {
        return fault(Trouble::not_allowed, "采集码上显示的和 {} 对不上，不能绑定",
                     "what the code shows does not fit {}", person->student_no);
    }
    coming->take_person(*person);
    auto done = in_order([&] { return check_token(token); }, [&] { return coming->bind("later"); },
                         [&] { return coming->change().commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

base::Result<std::vector<Unbound>> unbound(Station &station) {
    auto visits = store::visits_without_person(station.store(), station.campaign().id);
    if (!visits) {
        return std::move(visits).fault();
    }
    std::vector<Unbound> all;
    for (auto &visit : *visits) {
        auto const mask = store::mask_of(station.store(), visit.token);
        if (!mask) {
            return base::Fault{mask.fault()};
        }
        auto candidates = *mask ? store::people_like(station.store(), station.campaign().id, **mask)
                                : base::Result<std::vector<store::Person>>{std::vector<store::Person>{}};
        if (!candidates) {
            return std::move(candidates).fault();
        }
        all.push_back({std::move(visit), mask->value_or(store::CodeMask{}), std::move(*candidates)});
    }
    return all;
}

base::Result<std::vector<UnfoundStranger>> strangers(Station &station) {
    auto const visits = store::visits_of_strangers(station.store(), station.campaign().id);
    auto const people = store::people(station.store(), station.campaign().id, {});
    if (!visits || !people) {
        return base::Fault{visits ? people.fault() : visits.fault()};
    }
    std::vector<UnfoundStranger> all;
    for (auto const &visit : *visits) {
        auto const told = store::stranger(station.store(), visit.id);
        if (!told) {
            return base::Fault{told.fault()};
        }
        UnfoundStranger one{visit, told->value_or(store::Stranger{}), {}};
        std::ranges::copy_if(*people, std::back_inserter(one.candidates), [&](store::Person const &person) {
            return store::without_dots(person.name) == store::without_dots(one.told.name) ||
                   one.told.told.find(person.student_no) != std::string::npos;
        });
        all.push_back(std::move(one));
    }
    return all;
}

base::Result<store::Person> match_stranger(Station &station, std::string const &id,
                                           std::string const &student_no) {
    auto person = person_numbered(station, student_no);
    auto const visit = store::visit(station.store(), id);
    if (!person || !visit) {
        return base::Fault{person ? visit.fault() : person.fault()};
    }
    auto coming = Coming::begin(station, *visit ? (*visit)->token : "", {});
    if (!coming) {
        return std::move(coming).fault();
    }
    coming->take_person(*person);
    auto body = base::Json::object();
    body.set("person", person->id);
    auto done = in_order([&] { return check_stranger(station, id, *person); },
                         [&] { return coming->change().record("visit.found", id, body); },
                         [&] { return coming->token().empty() ? base::Result<>{} : coming->bind("later"); },
                         [&] { return accept_confirmed(station, coming->change(), {**visit}, *person); },
                         [&] { return coming->change().commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

} // namespace desk
