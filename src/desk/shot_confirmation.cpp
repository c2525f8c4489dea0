// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/capture_rules.hpp"
#include "desk/photo_acceptance.hpp"
#include "desk/shots.hpp"
#include "desk/steps.hpp"
#include "desk/ticks.hpp"
#include "store/ledger.hpp"
#include "store/proof.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Fault unpassed(std::vector<photo::CheckKind> const &open) {
    auto const kind = words_of(open.front());
    auto const several = open.size() > 1;
    auto const zh = several ? fmt::format("等 {} 项", open.size()) : std::string{};
    auto const en = several ? fmt::format(" and others, {} in all,", open.size()) : std::string{};
    return {Trouble::not_allowed,
            {fmt::format("“{}”{}没有通过：重拍，或由负责人写明原因", kind.zh, zh),
             fmt::format("'{}'{} did not pass: take another, or somebody answers for it", kind.en, en)},
            {}};
}

/// Why an earlier photo gives way to this one.
struct Replacing {
    std::string because;    ///< empty: there is none, or nobody said why
    std::string proof_case; ///< that is closed by it; empty: none
    bool photo = false;     ///< there is one
    [[nodiscard]] bool needs_reason() const { return photo && because.empty(); }
};

/// Why they come once more, as they said when the code was swiped. A case of proofreading that let them in is
/// no such reason: open it counts by itself, and closed it does not count.
base::Result<std::string> told_at_coming(Station &station, store::Visit const &visit) {
    auto const events = store::history(station.store(), visit.id);
    if (!events) {
        return base::Fault{events.fault()};
    }
    auto const begun = std::ranges::find(*events, "visit.begun", &store::Event::kind);
    auto const body = nlohmann::json::parse(begun == events->end() ? "{}" : begun->body, nullptr, false);
    auto because = body.is_object() ? body.value("again_because", "") : std::string{};
    auto const found = store::proof_case(station.store(), because);
    return !found ? base::Fault{found.fault()} : base::Result{*found ? std::string{} : std::move(because)};
}

base::Result<Replacing> replacing(Station &station, store::Visit const &visit, std::string const &because) {
    if (!visit.person) {
        return Replacing{};
    }
    auto const photo = store::photo_of(station.store(), *visit.person);
    auto const found = store::recapture_case(station.store(), *visit.person);
    auto const there = photo && photo->has_value();
    auto told = there && because.empty() ? told_at_coming(station, visit) : base::Result{because};
    if (!photo || !found || !told) {
        return base::Fault{!photo ? photo.fault() : !found ? found.fault() : told.fault()};
    }
    if (*found) { // what proofreading found goes before the notice's word on retakes
        return Replacing{(*found)->id, (*found)->id, there};
    }
    return Replacing{std::move(*told), {}, there};
}

base::Result<> check_replacing(policy::Profile const &profile, Replacing const &replaced) {
    auto const may = may_supersede(profile);
    if (!replaced.photo || !replaced.proof_case.empty() || (may && !replaced.needs_reason())) {
        return {};
    }
    auto said = may ? base::Words{"已有确认的照片，更换要写明原因",
                                  "there is a confirmed photo; to replace it say why"}
                    : base::Words{"已有确认的照片，不能更换", "there is a confirmed photo, which stays"};
    return base::Fault{Trouble::not_allowed, with_rule(profile, "retake", std::move(said)), {}};
}

base::Result<> check_passed(Station &station, store::Shot const &shot) {
    auto const open = unanswered(station, shot);
    if (!open) {
        return base::Fault{open.fault()};
    }
    return open->empty() ? base::Result<>{} : unpassed(*open);
}

base::Result<> check_sheet(Station &station, store::Visit const &visit) {
    auto const person = visit.person ? store::person(station.store(), *visit.person)
                                     : base::Result{std::optional<store::Person>{}};
    if (!person) {
        return base::Fault{person.fault()};
    }
    return *person ? check_no_sheet(station, **person) : base::Result<>{};
}

/// A shot that may be confirmed, and what that means for an earlier photo.
struct Ready {
    store::Shot shot;
    store::Visit visit;
    Replacing replaced;
};

base::Result<Ready> ready(Station &station, std::string const &id, std::string const &because) {
    auto shot = shot_named(station, id);
    auto visit = shot ? open_visit(station, shot->visit) : base::Fault{shot.fault()};
    auto replaced = visit ? replacing(station, *visit, because) : base::Fault{visit.fault()};
    if (!replaced) {
        return std::move(replaced).fault();
    }
    auto const may =
        in_order([&] { return check_passed(station, *shot); }, [&] { return check_ticks(station, *visit); },
                 [&] { return check_replacing(station.profile(), *replaced); },
                 [&] { return check_sheet(station, *visit); });
    return may ? base::Result{Ready{std::move(*shot), std::move(*visit), std::move(*replaced)}}
               : base::Fault{may.fault()};
}

/// It is the person's photo from here on, if it is known whose visit it is.
base::Result<> accept(Station &station, store::Change &change, store::Shot const &shot,
                      store::Visit const &visit, Replacing const &replaced) {
    if (!visit.person) {
        return {};
    }
    auto const person = store::person(station.store(), *visit.person);
    if (!person || !*person) {
        return person ? base::Result<>{} : base::Result<>{base::Fault{person.fault()}};
    }
    auto accepted = accept_shot(station, change, shot, **person, replaced.because);
    if (!accepted || replaced.proof_case.empty()) {
        return accepted;
    }
    auto body = base::Json::object();
    body.set("outcome", "recaptured");
    return change.record("proof.closed", replaced.proof_case, body);
}

/// Keeps the signature beside the ledger, which holds its digest. An empty text where there is none.
base::Result<std::string> keep_signature(Station &station, base::ByteView signature) {
    static constexpr std::size_t most_bytes = 200'000;
    static constexpr std::string_view png_begins{"\x89PNG\r\n\x1a\n"}; // ISO/IEC 15948, 5.2
    if (signature.empty()) {
        return std::string{};
    }
    if (signature.size() > most_bytes || !base::as_text(signature).starts_with(png_begins)) {
        return fault(Trouble::bad_input, "签名没有收到，请再签一次",
                     "the signature was not received: sign again");
    }
    auto const kept = station.store().keep(signature);
    return kept ? kept->hex() : base::Result<std::string>{base::Fault{kept.fault()}};
}

} // namespace

base::Result<bool> wants_reason(Station &station, store::Visit const &visit) {
    auto const replaced = replacing(station, visit, {});
    if (!replaced) {
        return base::Fault{replaced.fault()};
    }
    return visit.open() && replaced->needs_reason() && may_supersede(station.profile());
}

base::Result<> may_confirm(Station &station, std::string const &shot, std::string const &replaces_because) {
    auto const may = ready(station, shot, replaces_because);
    return may ? base::Result<>{} : base::Fault{may.fault()};
}

base::Result<store::Shot> confirm_shot(Station &station, std::string const &id, Confirmation const &how) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const may = ready(station, id, how.replaces_because);
    auto const signature = may ? keep_signature(station, how.signature) : base::Fault{may.fault()};
    if (!signature) {
        return base::Fault{signature.fault()};
    }
    auto body = base::Json::object();
    body.set("visit", may->visit.id).set("how", how.how);
    if (!signature->empty()) {
        body.set("signature", *signature);
    }
    auto done = in_order([&] { return change->record("shot.confirmed", id, body); },
                         [&] { return accept(station, *change, may->shot, may->visit, may->replaced); },
                         [&] { return change->commit(); });
    return done ? shot_named(station, id) : std::move(done).fault();
}

} // namespace desk
