// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/proof.hpp"
#include "base/text.hpp"
#include "desk/capture_rules.hpp"
#include "desk/deadlines.hpp"
#include "desk/people.hpp"
#include "desk/proof_opening.hpp"
#include "desk/sheet_fate.hpp"
#include "desk/steps.hpp"
#include "store/sheets.hpp"
#include <algorithm>
#include <functional>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

base::Fault no_such_category(policy::Profile const &profile, std::string const &category) {
    auto const codes = codes_listed(proof_categories(profile), &ReasonCode::code);
    return {Trouble::bad_input,
            with_rule(profile, "proof-categories",
                      {fmt::format("没有“{}”这一类问题；有 {}", category, codes.zh),
                       fmt::format("there is no category '{}'; there are {}", category, codes.en)}),
            {}};
}

base::Result<store::ProofCase> case_named(Station &station, std::string const &id) {
    auto found = store::proof_case(station.store(), id);
    if (!found) {
        return std::move(found).fault();
    }
    if (!*found) {
        return fault(Trouble::not_found, "没有校对记录 {}", "there is no case {}", id);
    }
    return std::move(**found);
}

base::Result<> check_no_open_case(Station &station, store::Person const &person) {
    auto const all = store::proof_cases(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const open = std::ranges::find_if(
        *all, [&](store::ProofCase const &one) { return one.person == person.id && one.state != "closed"; });
    return open == all->end() ? base::Result<>{}
                              : fault(Trouble::not_allowed, "{} 的校对记录 {} 还没有处理完",
                                      "{} has the case {}, still open", person.student_no, open->id);
}

base::Result<store::Person> captured_person(Station &station, std::string const &student_no) {
    auto person = person_numbered(station, student_no);
    auto const photo = person ? store::photo_of(station.store(), person->id)
                              : base::Result<std::optional<store::Photo>>{base::Fault{person.fault()}};
    if (!photo) {
        return base::Fault{photo.fault()};
    }
    if (!*photo) {
        return fault(Trouble::not_allowed, "{} 还没有照片，不能校对", "{} has no photo to proofread",
                     person->student_no);
    }
    return person;
}

base::Words outside_window(policy::Profile const &profile, std::string const &today) {
    auto const &proof = profile.proof;
    auto const early = !proof.from.empty() && today < proof.from;
    auto const late = !proof.to.empty() && today > proof.to;
    if (!early && !late) {
        return {};
    }
    return with_rule(
        profile, "proof-window",
        early ? words("校对从 {} 开始，已先记下", "proofreading begins on {}; it is recorded", proof.from)
              : words("校对到 {} 为止，已记下，请尽快联系学籍管理部门",
                      "proofreading ended on {}; it is recorded: see the register at once", proof.to));
}

/// One event about a case that has to stand as it should.
base::Result<store::ProofCase>
move(Station &station, std::string const &id, bool may_recapture, std::string_view kind,
     base::Json const &body,
     std::function<base::Result<>(store::Change &, store::ProofCase const &)> const &also) {
    auto change = station.change();
    auto const found = case_named(station, id);
    if (!change || !found) {
        return base::Fault{change ? found.fault() : change.fault()};
    }
    if (found->state == "closed" || (found->state == "recapture" && !may_recapture)) {
        return found->state == "closed"
                   ? fault(Trouble::not_allowed, "校对记录 {} 已经处理完", "the case {} is closed", id)
                   : fault(Trouble::not_allowed, "校对记录 {} 已经安排重拍",
                           "the case {} waits for a new photo", id);
    }
    auto done = in_order([&] { return also(*change, *found); },
                         [&] { return change->record(kind, id, body); }, [&] { return change->commit(); });
    return done ? case_named(station, id) : std::move(done).fault();
}

base::Result<> record_phase(Station &station, std::string_view kind) {
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id);
    return in_order([&] { return change->record(kind, campaign_key(station.campaign()), body); },
                    [&] { return change->commit(); });
}

/// The last day of corrections; empty where nobody knows yet.
std::string last_day(policy::Profile const &profile, store::ProofPhase const &phase) {
    if (!profile.proof.to.empty()) {
        return profile.proof.to;
    }
    return profile.proof.days_after_reminder > 0 && phase.reminded_at
               ? date_after(phase.reminded_at->local_date(), profile.proof.days_after_reminder)
               : std::string{};
}

} // namespace

std::vector<ReasonCode> proof_categories(policy::Profile const &profile) {
    std::vector<ReasonCode> all;
    for (auto const &one : profile.proof.categories) {
        all.push_back({one.code, one.text});
    }
    if (all.empty()) {
        all = {{"not-the-person", {"不是本人", "not the person"}},
               {"blurred", {"图像模糊", "blurred"}},
               {"wrong-information", {"信息有误", "wrong information"}},
               {"other", {"其他问题", "something else"}}};
    }
    return all;
}

base::Words words_of_outcome(std::string_view outcome) {
    return outcome == "corrected"    ? base::Words{"已更正", "corrected"}
           : outcome == "recaptured" ? base::Words{"已重拍", "captured anew"}
           : outcome == "unfounded"  ? base::Words{"核对无误", "found to be right"}
                                     : base::Words{"处理中", "open"};
}

base::Result<std::string> open_case_within(Station &station, store::Change &change, NewCase const &wanted) {
    auto const categories = proof_categories(station.profile());
    if (std::ranges::find(categories, wanted.category, &ReasonCode::code) == categories.end()) {
        return no_such_category(station.profile(), wanted.category);
    }
    auto const person = captured_person(station, wanted.student_no);
    auto id = person ? change.next_id("K") : base::Result<std::string>{base::Fault{person.fault()}};
    if (!id) {
        return id;
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("person", person->id).set("category", wanted.category);
    auto const done =
        in_order([&] { return check_no_open_case(station, *person); },
                 [&] { return change.record("proof.opened", *id, body); },
                 [&] { return store::note_proof(change, *id, std::string{base::trimmed(wanted.note)}); });
    return done ? id : base::Result<std::string>{base::Fault{done.fault()}};
}

base::Result<OpenedCase> open_case(Station &station, std::string const &student_no,
                                   std::string const &category, std::string const &note) {
    auto change = station.change();
    auto const id = change ? open_case_within(station, *change, {student_no, category, note})
                           : base::Result<std::string>{base::Fault{change.fault()}};
    auto const done = id ? change->commit() : base::Result<>{base::Fault{id.fault()}};
    auto found = done ? case_named(station, *id) : base::Result<store::ProofCase>{base::Fault{done.fault()}};
    if (!found) {
        return std::move(found).fault();
    }
    auto const today = station.setting().clock.now().local_date();
    return OpenedCase{std::move(*found), outside_window(station.profile(), today)};
}

base::Result<store::ProofCase> close_case(Station &station, std::string const &id, std::string const &outcome,
                                          std::string const &note) {
    if (outcome != "corrected" && outcome != "unfounded") {
        return fault(Trouble::bad_input, "处理结果是 corrected（已更正）或 unfounded（核对无误）",
                     "a case ends as corrected or unfounded");
    }
    auto body = base::Json::object();
    body.set("outcome", outcome);
    return move(station, id, true, "proof.closed", body,
                [&](store::Change &change, store::ProofCase const &) {
                    return store::note_proof_closed(change, id, std::string{base::trimmed(note)});
                });
}

base::Result<store::ProofCase> recapture(Station &station, std::string const &id) {
    return move(station, id, false, "proof.recapture", base::Json::object(),
                [&](store::Change &change, store::ProofCase const &found) -> base::Result<> {
                    auto const sheet = store::valid_sheet(station.store(), found.person);
                    if (!sheet || !*sheet) {
                        return sheet ? base::Result<>{} : base::Result<>{base::Fault{sheet.fault()}};
                    }
                    return void_within(station, change, **sheet, "校对重拍 " + id);
                });
}

base::Result<store::Person> note_checked(Station &station, std::string const &student_no) {
    auto change = station.change();
    auto person = captured_person(station, student_no);
    if (!change || !person) {
        return base::Fault{change ? person.fault() : change.fault()};
    }
    auto body = base::Json::object();
    body.set("person", person->id);
    auto done =
        in_order([&] { return change->record("proof.checked", fmt::format("person {}", person->id), body); },
                 [&] { return change->commit(); });
    return done ? std::move(person) : std::move(done).fault();
}

base::Result<> note_reminder(Station &station) {
    return record_phase(station, "proof.reminded");
}

base::Result<> end_proofreading(Station &station) {
    return record_phase(station, "proof.ended");
}

base::Result<> check_export(Station &station) {
    if (station.profile().proof.gate != policy::ProofGate::before_upload) {
        return {};
    }
    auto const cases = store::proof_cases(station.store(), station.campaign().id);
    auto const phase = store::proof_phase(station.store(), station.campaign().id);
    if (!cases || !phase) {
        return base::Fault{cases ? phase.fault() : cases.fault()};
    }
    auto const refused = [&](base::Words said) {
        return base::Fault{
            Trouble::not_allowed, with_rule(station.profile(), "proof-gate", std::move(said)), {}};
    };
    auto const open =
        std::ranges::count_if(*cases, [](store::ProofCase const &one) { return one.state != "closed"; });
    if (open > 0) {
        return refused(words("还有 {} 条勘误没有处理完，照片不能导出",
                             "{} corrections are open: no photo leaves before", open));
    }
    auto const last = last_day(station.profile(), *phase);
    auto const today = station.setting().clock.now().local_date();
    if (phase->ended_at || (!last.empty() && today > last)) {
        return {};
    }
    return refused(last.empty() ? base::Words{"勘误还没有开始或没有结束（platen proof remind、proof end），"
                                              "照片不能导出",
                                              "corrections have not begun or not ended (platen proof remind, "
                                              "proof end): no photo leaves before"}
                                : words("勘误到 {} 为止，在那以前照片不能导出",
                                        "corrections last until {}: no photo leaves before", last));
}

base::Result<std::vector<ProofLine>> proof_lines(Station &station, std::string const &unit) {
    auto cases = store::proof_cases(station.store(), station.campaign().id);
    if (!cases) {
        return std::move(cases).fault();
    }
    std::vector<ProofLine> lines;
    for (auto &found : *cases) {
        auto const person = store::person(station.store(), found.person);
        if (!person) {
            return base::Fault{person.fault()};
        }
        if (*person && (unit.empty() || (*person)->unit == unit)) {
            lines.push_back({std::move(found), **person});
        }
    }
    std::ranges::stable_sort(lines, {}, [](ProofLine const &line) {
        return std::tuple{line.person.unit, line.person.class_name, line.person.student_no};
    });
    return lines;
}

} // namespace desk
