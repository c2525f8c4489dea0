// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/coming.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/plan.hpp"
#include "desk/steps.hpp"
#include "store/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

std::string subject_of(std::string const &token) {
    return "code " + token.substr(0, 12);
}

} // namespace

base::Result<> check_token(std::string const &token) {
    if (!base::Digest::from_hex(token)) {
        return fault(Trouble::usage, "先刷采集码", "swipe the code first");
    }
    return {};
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

base::Fault has_another(store::Person const &person, store::Visit const &waits) {
    return fault(Trouble::not_allowed, "{} 另有拍摄序号 {}，先结束一个",
                 "{} has the number {} too: end one of them first", person.student_no, waits.number);
}

Coming::Coming(Station &station, store::Change change, std::string token, Entry const &entry)
    : station_{station}, change_{std::move(change)}, entry_{entry} {
    swiped_.token = std::move(token);
}

base::Result<Coming> Coming::begin(Station &station, std::string token, Entry const &entry) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    return Coming{station, std::move(*change), std::move(token), entry};
}

base::Result<> Coming::know_owner() {
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

base::Result<> Coming::take_person(std::int64_t id) {
    auto person = store::person(station_.store(), id);
    if (!person) {
        return std::move(person).fault();
    }
    swiped_.person = std::move(*person);
    return {};
}

base::Result<> Coming::bind(std::string_view how) {
    if (auto may = check_free(how); !may) {
        return may;
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

/// Neither the code nor the person belongs to another.
base::Result<> Coming::check_free(std::string_view how) {
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
        return fault(Trouble::not_allowed, "这个采集码已经是另一个人的；请核对学生出示的是不是本人的采集码",
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
    return {};
}

/// Visits with the code that become the person's with it.
base::Result<std::vector<store::Visit>> Coming::visits_of_nobody() {
    auto visits = store::visits_of_token(station_.store(), token());
    if (visits) {
        std::erase_if(*visits, [](store::Visit const &one) { return one.person.has_value(); });
    }
    return visits;
}

base::Result<> Coming::check_one_open(std::vector<store::Visit> const &theirs) {
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
base::Result<bool> Coming::may_correct(std::optional<store::Token> const &known) {
    auto const visits = store::visits_of_token(station_.store(), token());
    if (!visits) {
        return base::Fault{visits.fault()};
    }
    return known && known->how == "roster" && visits->empty();
}

base::Result<> Coming::note_seen() {
    if (seen_before_ || token().empty()) {
        return {};
    }
    seen_before_ = true;
    auto body = base::Json::object();
    body.set("token", token()).set("campaign", station_.campaign().id);
    return change_.record("code.seen", subject_of(token()), body);
}

base::Result<bool> Coming::may_come_in() {
    auto const visits = visits_so_far();
    if (!visits) {
        return base::Fault{visits.fault()};
    }
    if (auto const open = std::ranges::find_if(*visits, &store::Visit::open); open != visits->end()) {
        swiped_.visit = *open;
        return ends(SwipeOutcome::waiting,
                    words("已经排上了，拍摄序号 {}", "has the number {} already", open->number));
    }
    if (auto known = know_case(); !known) {
        return std::move(known).fault();
    }
    auto const photo = has_photo();
    if (!photo) {
        return photo;
    }
    auto const confirmed = std::ranges::find(*visits, "confirmed", &store::Visit::state);
    if ((*photo || confirmed != visits->end()) && !again()) {
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

/// Of the person, or of the code where nobody is known.
base::Result<std::vector<store::Visit>> Coming::visits_so_far() {
    if (swiped_.person) {
        return store::visits_of_person(station_.store(), swiped_.person->id);
    }
    return token().empty() ? base::Result{std::vector<store::Visit>{}}
                           : store::visits_of_token(station_.store(), token());
}

/// Wherever it came from.
base::Result<bool> Coming::has_photo() {
    if (!swiped_.person) {
        return false;
    }
    auto const photo = store::photo_of(station_.store(), swiped_.person->id);
    return photo ? base::Result{photo->has_value()} : base::Fault{photo.fault()};
}

base::Result<> Coming::admit() {
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
    return in_order([&] { return note_seen(); }, [&] { return change_.record("visit.begun", id_, body); });
}

base::Result<Swiped> Coming::end() {
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

base::Result<Swiped> Coming::unknown() {
    if (knows_codes_only(station_.profile())) {
        swiped_.outcome = SwipeOutcome::class_wanted;
        swiped_.said = with_rule(station_.profile(), "roster",
                                 {"采集码读到了：请输入码上显示的姓名和证件号后四位，以及班级",
                                  "the code was read: type what it shows, and the class"});
        return std::move(swiped_);
    }
    swiped_.said = {"采集码读到了，但不知道是谁的：请输入码上显示的姓名和证件号后四位",
                    "the code was read, but whose it is, nobody knows: type what it shows"};
    return std::move(swiped_);
}

base::Result<Swiped> Coming::come_in() {
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

/// Whoever comes out of turn is told, and comes in.
base::Result<> Coming::tell_turn() {
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

base::Result<bool> Coming::ends(SwipeOutcome outcome, base::Words said) {
    swiped_.outcome = outcome;
    swiped_.said = std::move(said);
    return false;
}

/// What proofreading found lets them in, whatever the notice says of retakes.
base::Result<> Coming::know_case() {
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

bool Coming::again() const {
    return has_case_ || (!entry_.again_because.empty() && may_supersede(station_.profile()));
}

base::Words Coming::already_captured() const {
    auto said =
        may_supersede(station_.profile())
            ? base::Words{"已经采集过了；确要重拍请写明原因", "was captured already; to do it again, say why"}
            : base::Words{"已经采集并确认，不能重拍", "was captured and confirmed; no retake"};
    return with_rule(station_.profile(), "retake", std::move(said));
}

} // namespace desk
